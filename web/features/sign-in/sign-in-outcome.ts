/** Words under which the page explains a refused sign-in (`signIn.errors.<word>`). */
export type SignInProblem = 'wrong' | 'disabled' | 'demoRefused' | 'tooMany' | 'unreachable' | 'failed'

const BY_CODE: Readonly<Record<string, SignInProblem>> = {
  ACCOUNT_DISABLED: 'disabled',
  DEMO_ACCOUNT_REFUSED: 'demoRefused',
  INVALID_USERNAME_OR_PASSWORD: 'wrong',
  INVALID_USERNAME: 'wrong',
  USERNAME_TOO_SHORT: 'wrong',
  USERNAME_TOO_LONG: 'wrong',
  PASSWORD_TOO_LONG: 'wrong',
}

/** Reads the server's answer; null means signed in. */
export function signInProblem(status: number, code: string | undefined): SignInProblem | null {
  if (status >= 200 && status < 300) return null
  if (status === 429) return 'tooMany'
  const known = code ? BY_CODE[code] : undefined
  if (known) return known
  return status === 401 || status === 422 ? 'wrong' : 'failed'
}

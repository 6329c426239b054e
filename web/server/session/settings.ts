/** A setting the installation must not start with. */
export class UnsafeSetting extends Error {}

const KNOWN = ['secret', 'changeme', 'change-me', 'better-auth-secret', 'password', 'cockpit', 'development']

export interface SignInSettings {
  readonly secret: string
  readonly url: string
  /** Cookies travel over https only. */
  readonly secure: boolean
}

/**
 * Reads the sign-in settings.
 * @throws UnsafeSetting for a missing, short or well-known secret; in the demo only a missing one is refused.
 */
export function signInSettings(environment: Readonly<Record<string, string | undefined>>): SignInSettings {
  const demo = environment.COCKPIT_DEMO === '1'
  const secret = environment.BETTER_AUTH_SECRET ?? ''
  checkSecret('BETTER_AUTH_SECRET', secret, demo)
  checkSecret('CUBE_API_SECRET', environment.CUBE_API_SECRET ?? '', demo)
  const url = environment.BETTER_AUTH_URL || `http://127.0.0.1:${environment.PORT || 3000}`
  return { secret, url, secure: url.startsWith('https://') }
}

function checkSecret(name: string, secret: string, demo: boolean): void {
  const remedy = `Set ${name} to 32 or more random characters, for example from \`openssl rand -hex 32\`.`
  if (secret === '') throw new UnsafeSetting(`${name} is not set. ${remedy}`)
  if (demo) return
  if (secret.length < 32)
    throw new UnsafeSetting(`${name} has ${secret.length} characters, which can be guessed. ${remedy}`)
  if (new Set(secret).size < 8 || KNOWN.some((known) => secret.toLowerCase().startsWith(known)))
    throw new UnsafeSetting(`${name} looks like a default or a pattern. ${remedy}`)
}

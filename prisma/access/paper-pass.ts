import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/**
 * Lets one page be put on paper for one person who is not there: made by the server for a scheduled report, for one run, one page and a few
 * minutes. `ask`: the jobs ask the web for the page. `paper`: the browser of the web reads the page. Neither signs anybody in.
 */
const PaperPass = z.strictObject({
  use: z.enum(['ask', 'paper']),
  person: z.string(),
  run: z.string(),
  /** Path and query of the page. */
  path: z.string(),
  /** Milliseconds since 1970 until which it is good. */
  until: z.int(),
})
export type PaperPass = z.infer<typeof PaperPass>

/** Longer than a page waits for its turn and takes. Milliseconds. */
const LIFE = 240_000

/** @param secret of the sign-in; the key of passes is derived from it, so that a pass is no session and a session no pass */
export function signPass(pass: Omit<PaperPass, 'until'>, secret: string, now: Date): string {
  const body = Buffer.from(JSON.stringify({ ...pass, until: now.getTime() + LIFE })).toString('base64url')
  return `${body}.${signatureOf(body, secret)}`
}

/** The pass, or null where it is another's, of another use, altered or too old. */
export function readPass(token: string, use: PaperPass['use'], secret: string, now: Date): PaperPass | null {
  const [body = '', signature = '', ...rest] = token.split('.')
  const right = Buffer.from(signatureOf(body, secret))
  const given = Buffer.from(signature)
  if (rest.length > 0 || right.length !== given.length || !timingSafeEqual(right, given)) return null
  const pass = PaperPass.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).data
  return pass && pass.use === use && pass.until > now.getTime() ? pass : null
}

function signatureOf(body: string, secret: string): string {
  const key = createHmac('sha256', secret).update('cockpit paper pass 1').digest()
  return createHmac('sha256', key).update(body).digest('base64url')
}

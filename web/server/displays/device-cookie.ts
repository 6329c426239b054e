import { DISPLAY_COOKIE } from './identify'

const YEAR_SECONDS = 365 * 86_400

/** The cookie that makes a device a display: out of reach of scripts, sent to this site only, over https wherever there is https. */
export function deviceCookie(token: string, secure: boolean): string {
  return [
    `${DISPLAY_COOKIE}=${encodeURIComponent(token)}`,
    'Path=/',
    `Max-Age=${YEAR_SECONDS}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
  ].join('; ')
}

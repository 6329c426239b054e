import type { Scope } from '@cockpit/domain/access/decide'
import type { Sensitivity } from '@cockpit/domain/access/grant'
import type { Territory } from '@cockpit/domain/territory/territory'
import { SignJWT } from 'jose'
import type { ScopePass } from './cube-rest'

/** Seconds a signed scope is good for: a leaked token is worth little, and a revoked grant is gone within this time. */
const LIFE = 300
/** A token older than this is not handed out any more: what it is for may take a while. Seconds. */
const RENEW_AFTER = 150

/**
 * The asker's scope as a signed token (JWT, HS256), which `queryRewrite` turns into a filter on every cube.
 * Areas the territory does not know are left out: they cover nothing.
 * @param secret CUBE_API_SECRET
 */
export async function signScope(
  scope: Scope,
  sensitivity: Sensitivity,
  territory: Territory,
  secret: string,
  now: Date,
): Promise<string> {
  const issued = Math.floor(now.getTime() / 1000)
  return new SignJWT({ ...carried(scope, territory), sensitivity })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + LIFE)
    .sign(new TextEncoder().encode(secret))
}

/**
 * The same as something that lasts as long as its question: a token is signed at the first use, and anew when it has grown old or was turned
 * away. One question, one pass: the next one is made from the grants of its own moment.
 */
export function scopePass(
  scope: Scope,
  sensitivity: Sensitivity,
  territory: Territory,
  secret: string,
  now: () => Date,
): ScopePass {
  let signed: { token: Promise<string>; at: number } | undefined
  return {
    name: JSON.stringify([carried(scope, territory), sensitivity]),
    token(anew = false) {
      const at = now()
      if (!signed || anew || at.getTime() - signed.at >= RENEW_AFTER * 1000)
        signed = { token: signScope(scope, sensitivity, territory, secret, at), at: at.getTime() }
      return signed.token
    },
  }
}

function carried(scope: Scope, territory: Territory) {
  const areas = scope.areas.flatMap((code) => {
    const area = territory.get(code)
    return area ? [{ code: area.code, level: area.level }] : []
  })
  return { areas, facilities: [...scope.facilities] }
}

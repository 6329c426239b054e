import type { Scope } from '@cockpit/domain/access/decide'
import type { Sensitivity } from '@cockpit/domain/access/grant'
import type { Territory } from '@cockpit/domain/territory/territory'
import { SignJWT } from 'jose'

/** Seconds a signed scope is good for: a leaked token is worth little, and a revoked grant is gone within this time. */
const LIFE = 300

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
  const areas = scope.areas.flatMap((code) => {
    const area = territory.get(code)
    return area ? [{ code: area.code, level: area.level }] : []
  })
  const issued = Math.floor(now.getTime() / 1000)
  return new SignJWT({ areas, facilities: [...scope.facilities], sensitivity })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + LIFE)
    .sign(new TextEncoder().encode(secret))
}

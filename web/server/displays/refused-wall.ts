import type { WallRefusal } from './open-wall'

const STATUS = { 'sign-in': 401, unknown: 404, 'no-scope': 403, revoked: 410 } as const satisfies Record<
  WallRefusal,
  number
>

/** The refusal as the wall's page understands it: it clears the screen on every one of these. */
export function refusedWall(refusal: WallRefusal): Response {
  return Response.json({ reason: refusal }, { status: STATUS[refusal], headers: { 'cache-control': 'no-store' } })
}

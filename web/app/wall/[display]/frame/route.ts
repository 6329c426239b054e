import { heartbeat } from '@cockpit/db/displays/pair-display'
import { callerFrom } from '../../../../server/caller'
import { composeFrame } from '../../../../server/displays/compose-frame'
import { openWall } from '../../../../server/displays/open-wall'
import { refusedWall } from '../../../../server/displays/refused-wall'
import { ports } from '../../../../server/ports'

/** The frame of now, for a wall that is open. For a paired device this is its sign of life as well. */
export async function GET(request: Request, { params }: { params: Promise<{ display: string }> }): Promise<Response> {
  const { display } = await params
  const now = new Date()
  try {
    const opened = ports()
    const wall = await openWall(display, await callerFrom(request.headers, opened), opened)
    if ('refusal' in wall) return refusedWall(wall.refusal)
    if (wall.caller.kind === 'display' && !(await heartbeat(opened.db, display, now))) return refusedWall('revoked')
    return Response.json(await composeFrame(wall, opened, now), { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    console.error('The frame of a wall could not be made:', error)
    return Response.json({ reason: 'unreachable' }, { status: 503, headers: { 'retry-after': '5' } })
  }
}

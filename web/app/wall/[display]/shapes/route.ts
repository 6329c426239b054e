import { callerFrom } from '../../../../server/caller'
import { openWall } from '../../../../server/displays/open-wall'
import { refusedWall } from '../../../../server/displays/refused-wall'
import { ports } from '../../../../server/ports'
import { boundaryOf } from '../../../../server/territory/boundary'

/** The counties of the wall's territory. They change with a new region only, so a browser may keep them for an hour. */
export async function GET(request: Request, { params }: { params: Promise<{ display: string }> }): Promise<Response> {
  const { display } = await params
  try {
    const opened = ports()
    const wall = await openWall(display, await callerFrom(request.headers, opened), opened)
    if ('refusal' in wall) return refusedWall(wall.refusal)
    const { shapes, source } = await boundaryOf(opened.db, await opened.territory(), wall.area.code, 'county')
    return Response.json({ shapes, source }, { headers: { 'cache-control': 'private, max-age=3600' } })
  } catch (error) {
    console.error('The shapes of a wall could not be read:', error)
    return Response.json({ reason: 'unreachable' }, { status: 503, headers: { 'retry-after': '5' } })
  }
}

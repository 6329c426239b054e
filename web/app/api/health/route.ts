import { checkHealth } from '../../../server/health/check'
import { ports } from '../../../server/ports'

export const dynamic = 'force-dynamic'

/** For the supervisor and for monitoring: 200 while the web can serve people, 503 without its database. The rest is told, not judged. */
export async function GET(): Promise<Response> {
  const parts = await checkHealth(ports(), new Date())
  const alive = parts.some(({ part, ok }) => part === 'database' && ok)
  const states = Object.fromEntries(
    parts.map(({ part, ok, facts }) => [part, part === 'lake' ? { ok, ...facts } : { ok }]),
  )
  return Response.json(
    { ok: alive, ...states },
    { status: alive ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}

import { paperForRun, paperOf } from '../../../../server/export/paper/paper-of'
import { problem } from '../../../../server/indicators/problem'
import { ports } from '../../../../server/ports'
import { contextOf } from '../../../../server/trpc'

export const dynamic = 'force-dynamic'

/**
 * A page as PDF, `?path=` its address: whole, under the asker's own session, or refused as `application/problem+json`. The jobs ask for the
 * page of a scheduled report with a pass, which names person and page.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const [, token] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? []
    if (token) return await paperForRun(request, token, ports())
    const { caller, ports: opened } = await contextOf(request.headers)
    return await paperOf(request, caller, opened)
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 })
    console.error('A page could not be put on paper', error)
    return problem(request, 'failed')
  }
}

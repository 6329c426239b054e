import { CubeUnavailable } from '@cockpit/semantic-layer/client/unavailable'
import { exportCases } from '../../../../server/cases/export-cases'
import { problem } from '../../../../server/indicators/problem'
import { contextOf } from '../../../../server/trpc'

export const dynamic = 'force-dynamic'

/** A list of cases as `?format=csv` or `xlsx`; refused as `application/problem+json`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { caller, ports } = await contextOf(request.headers)
    return await exportCases(request, caller, ports)
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 })
    if (error instanceof CubeUnavailable && !error.refused) return problem(request, 'unavailable', { retryAfter: 10 })
    console.error('A list of cases could not be exported', error)
    return problem(request, 'failed')
  }
}

import { answerRequest, QuestionGate } from '../../../server/indicators/http-answer'
import { problem } from '../../../server/indicators/problem'
import { contextOf } from '../../../server/trpc'

export const dynamic = 'force-dynamic'

const gate = new QuestionGate()

/**
 * An indicator question in plain parameters, by a person's session or a display's: docs/asking.md, `/api/indicators/openapi.json`.
 * What is refused is answered as `application/problem+json`.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const { caller, ports } = await contextOf(request.headers)
    return await answerRequest(request, caller, ports, gate)
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 })
    console.error('An indicator question could not be answered', error)
    return problem(request, 'failed')
  }
}

import { QuestionGate } from '../../../../server/indicators/http-answer'
import { answersRequest } from '../../../../server/indicators/http-answers'
import { problem } from '../../../../server/indicators/problem'
import { contextOf } from '../../../../server/trpc'

export const dynamic = 'force-dynamic'

const gate = new QuestionGate()

/** Several answers as one file, `?format=csv` or `xlsx`; refused as `application/problem+json`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { caller, ports } = await contextOf(request.headers)
    return await answersRequest(request, caller, ports, gate)
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 })
    console.error('Answers could not be exported', error)
    return problem(request, 'failed')
  }
}

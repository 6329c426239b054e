import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { AskRefusal } from '@cockpit/semantic-layer/client/ask'
import { askQuestion } from '@cockpit/semantic-layer/client/ask-question'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { Refusal } from '../trpc'
import { askPorts } from './ask-ports'

/** How a refusal of the semantic layer's client travels. */
export const REFUSAL_CODES = {
  'unknown-indicator': 'BAD_REQUEST',
  'unknown-version': 'BAD_REQUEST',
  'unknown-territory': 'NOT_FOUND',
  'unknown-facility': 'NOT_FOUND',
  'bad-breakdown': 'BAD_REQUEST',
  'bad-filter': 'BAD_REQUEST',
  'not-permitted': 'FORBIDDEN',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<AskRefusal, ConstructorParameters<typeof Refusal>[2]>

/** The answer to a question under the caller's grants. @param signal the request was given up @throws Refusal */
export async function answerQuestion(
  query: IndicatorQuery,
  caller: Pick<Caller, 'grants'>,
  ports: Ports,
  signal?: AbortSignal,
): Promise<Answer> {
  const result = await askQuestion(query, { grants: caller.grants }, await askPorts(ports, signal))
  if (!result.ok) throw new Refusal(result.refusal, result.message, REFUSAL_CODES[result.refusal])
  return result.answer
}

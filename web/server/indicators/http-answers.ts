import { exportingGrants } from '@cockpit/domain/access/exporting'
import { readParameters } from '@cockpit/domain/indicator/parameters'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { formatPeriod } from '@cockpit/domain/period/period'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { askQuestion } from '@cockpit/semantic-layer/client/ask-question'
import type { Caller } from '../caller-contract'
import { type AnsweredQuestion, exportAnswers } from '../export/export-answer'
import type { Ports } from '../ports'
import { askPorts } from './ask-ports'
import { headersOf, LONGEST_ADDRESS, type QuestionGate, refused } from './http-answer'
import { problem } from './problem'

/** Questions of one file: five side by side, each with its total and its line. */
export const MOST_IN_FILE = 10

/**
 * Answers `GET /api/export/answers?format=csv&question=<address>&question=<address>`: what stands side by side on a screen, each part asked by a
 * question of its own, as one file. Each question is written as `/api/indicators` takes it. All are asked under the grants that may export; if one
 * is refused there is no file.
 */
export async function answersRequest(
  request: Request,
  caller: Caller | null,
  ports: Ports,
  gate: QuestionGate,
): Promise<Response> {
  if (caller?.kind !== 'person') return problem(request, 'signed-out')
  if (request.url.length > LONGEST_ADDRESS) return problem(request, 'address-too-long')
  const address = new URL(request.url).searchParams
  const format = address.get('format')
  if (format !== 'csv' && format !== 'xlsx') return problem(request, 'bad-format')
  const questions = address.getAll('question')
  if (questions.length > MOST_IN_FILE) return problem(request, 'too-many-questions')
  const reads = questions.map((text) => readParameters(new URLSearchParams(text)))
  const errors = reads.flatMap((read) => (read.ok ? [] : read.troubles))
  const queries = reads.flatMap((read) => (read.ok ? [read.query] : []))
  // Comparisons and peers bring columns of their own: tables with and without them are not one table.
  if (errors.length > 0 || queries.length === 0 || queries.some(({ compare, peers }) => compare?.length || peers))
    return problem(request, 'bad-question', { errors })
  const grants = exportingGrants(caller.grants)
  if (grants.length === 0) return problem(request, 'export-not-permitted')
  const asking = await askPorts(ports, request.signal)
  const asked: AnsweredQuestion[] = []
  for (const [n, query] of queries.entries()) {
    if (!gate.lets(caller, Date.now())) return problem(request, 'too-many-questions', { retryAfter: 60 })
    const result = await askQuestion(query, { grants }, asking)
    if (!result.ok) return refused(request, result)
    asked.push({ query, answer: result.answer, question: questions[n] ?? '' })
  }
  const [first, ...others] = asked
  if (!first) return problem(request, 'bad-question')
  const file = await exportAnswers([first, ...others], format, await knownCatalogue(asking), caller, ports)
  if (!file) return problem(request, 'answer-too-large')
  const demo = asked.some(({ answer }) => answer.demo)
  return new Response(file.bytes, { headers: headersOf(format, { demo }, nameOf(queries, demo, format)) })
}

/** The places and the periods of its whole spans, each once. */
function nameOf(queries: readonly IndicatorQuery[], demo: boolean, format: string): string {
  const whole = queries.filter(({ series }) => series === undefined)
  const said = whole.length > 0 ? whole : queries
  const once = (texts: readonly string[]) => [...new Set(texts)].join('_')
  const places = once(said.map(({ territory, facility }) => facility ?? territory))
  return `${demo ? '演示数据-' : ''}compare-${places}-${once(said.map(({ period }) => formatPeriod(period)))}.${format}`
}

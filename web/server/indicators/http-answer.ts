import { exportingGrants } from '@cockpit/domain/access/exporting'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { readParameters } from '@cockpit/domain/indicator/parameters'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { formatPeriod } from '@cockpit/domain/period/period'
import type { AskRefusal } from '@cockpit/semantic-layer/client/ask'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { askQuestion } from '@cockpit/semantic-layer/client/ask-question'
import type { Caller } from '../caller-contract'
import { exportAnswers } from '../export/export-answer'
import type { Ports } from '../ports'
import { AttemptsByName } from '../session/attempts-by-name'
import { askPorts } from './ask-ports'
import { problem, reasonOf } from './problem'

export const FORMATS = ['json', 'csv', 'xlsx'] as const
type Format = (typeof FORMATS)[number]

/** Questions one person or display may ask in a minute. A screen asks some twenty at once. */
export const MOST_QUESTIONS = 240
/** Characters of an address: the longest question with two hundred values in a filter stays below. */
export const LONGEST_ADDRESS = 8000

const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Takes the questions of everybody; one for the process, as each route of the server is bundled by itself. */
export class QuestionGate {
  readonly #attempts = new AttemptsByName(MOST_QUESTIONS, 60_000)
  lets(caller: Caller, now: number): boolean {
    return this.#attempts.take(`${caller.kind} ${caller.id}`, now)
  }
}

/**
 * Answers `GET /api/indicators`: the question of the address in the caller's own authority, through the same `askQuestion` as every
 * screen, as JSON, CSV or a workbook. A file is an export: only grants whose role may export count for it, it is stamped and logged.
 */
export async function answerRequest(
  request: Request,
  caller: Caller | null,
  ports: Ports,
  gate: QuestionGate,
): Promise<Response> {
  if (!caller) return problem(request, 'signed-out')
  if (request.url.length > LONGEST_ADDRESS) return problem(request, 'address-too-long')
  if (!gate.lets(caller, Date.now())) return problem(request, 'too-many-questions', { retryAfter: 60 })
  const address = new URL(request.url).searchParams
  const format = FORMATS.find((one) => one === (address.get('format') ?? 'json'))
  if (!format || address.getAll('format').length > 1) return problem(request, 'bad-format')
  const read = readParameters(address, ['format'])
  if (!read.ok) return problem(request, 'bad-question', { errors: read.troubles })
  const grants = format === 'json' ? caller.grants : exportingGrants(caller.grants)
  if (grants.length === 0 && caller.grants.length > 0) return problem(request, 'export-not-permitted')
  const opened = await askPorts(ports)
  // Who leaves is not waited for any more.
  const asking = { ...opened, cube: { ...opened.cube, signal: request.signal } }
  const result = await askQuestion(read.query, { grants }, asking)
  if (!result.ok) return refused(request, result)
  const { answer } = result
  if (format === 'json') return Response.json(answer, { headers: headersOf(format, answer) })
  address.delete('format')
  const asked = { query: read.query, answer, question: address.toString() }
  const file = await exportAnswers([asked], format, await knownCatalogue(asking), caller, ports)
  if (!file) return problem(request, 'answer-too-large')
  return new Response(file.bytes, { headers: headersOf(format, answer, nameOf(read.query, answer, format)) })
}

/** A question that the semantic layer's client refused. */
export function refused(request: Request, { refusal, message }: { refusal: AskRefusal; message: string }): Response {
  const reason = reasonOf(refusal)
  // Where the semantic layer stands is nobody's business, and neither is which places exist.
  const details = reason === 'unavailable' ? { retryAfter: 10 } : reason === 'not-permitted' ? {} : { message }
  return problem(request, reason, details)
}

/** The file says in its name that its data are invented. */
function nameOf({ territory, facility, period }: IndicatorQuery, { demo }: Answer, format: Format): string {
  return `${demo ? '演示数据-' : ''}indicators-${facility ?? territory}-${formatPeriod(period)}.${format}`
}

export function headersOf(format: Format, answer: Pick<Answer, 'demo'>, file?: string): Record<string, string> {
  return {
    'content-type': TYPES[format],
    'cache-control': 'private, no-store',
    'x-cockpit-demo': String(answer.demo),
    ...(file ? { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file)}` } : {}),
  }
}

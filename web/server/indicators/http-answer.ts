import { Readable } from 'node:stream'
import { PERMITTED } from '@cockpit/domain/access/grant'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { readParameters } from '@cockpit/domain/indicator/parameters'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { formatPeriod } from '@cockpit/domain/period/period'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { askQuestion } from '@cockpit/semantic-layer/client/ask-question'
import { answerCsv, answerTable } from '@cockpit/semantic-layer/workbook/answer-table'
import { MOST_ROWS, textWorkbook } from '@cockpit/semantic-layer/workbook/text-workbook'
import type { Caller } from '../caller'
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
 * screen, as JSON, CSV or a workbook. A file is an export: only grants whose role may export count for it.
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
  const grants =
    format === 'json' ? caller.grants : caller.grants.filter(({ role }) => PERMITTED[role].includes('export'))
  if (grants.length === 0 && caller.grants.length > 0) return problem(request, 'export-not-permitted')
  const opened = await askPorts(ports)
  // Who leaves is not waited for any more.
  const asking = { ...opened, cube: { ...opened.cube, signal: request.signal } }
  const result = await askQuestion(read.query, { grants }, asking)
  if (!result.ok) {
    const reason = reasonOf(result.refusal)
    // Where the semantic layer stands is nobody's business, and neither is which places exist.
    const details =
      reason === 'unavailable' ? { retryAfter: 10 } : reason === 'not-permitted' ? {} : { message: result.message }
    return problem(request, reason, details)
  }
  const { answer } = result
  if (format === 'json') return Response.json(answer, { headers: headersOf(format, answer) })
  const catalogue = await knownCatalogue(asking)
  const table = answerTable(answer, (id) => catalogue.get(id))
  if (format === 'csv')
    return new Response(answerCsv(table), { headers: headersOf(format, answer, nameOf(read.query, answer, format)) })
  if (table.length > MOST_ROWS) return problem(request, 'answer-too-large')
  const workbook = textWorkbook(answer.demo ? '演示数据' : '指标', asyncRows(table))
  return new Response(Readable.toWeb(Readable.from(workbook)) as ReadableStream<Uint8Array>, {
    headers: headersOf(format, answer, nameOf(read.query, answer, format)),
  })
}

async function* asyncRows<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}

/** The file says in its name that its data are invented. */
function nameOf({ territory, facility, period }: IndicatorQuery, { demo }: Answer, format: Format): string {
  return `${demo ? '演示数据-' : ''}indicators-${facility ?? territory}-${formatPeriod(period)}.${format}`
}

function headersOf(format: Format, answer: Answer, file?: string): Record<string, string> {
  return {
    'content-type': TYPES[format],
    'cache-control': 'private, no-store',
    'x-cockpit-demo': String(answer.demo),
    ...(file ? { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file)}` } : {}),
  }
}

import { createHash, randomUUID } from 'node:crypto'
import { logExport } from '@cockpit/db/exports/log-export'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { Catalogue } from '@cockpit/semantic-layer/client/catalogue'
import { answerTable } from '@cockpit/semantic-layer/workbook/answer-table'
import { stampedTable } from '@cockpit/semantic-layer/workbook/stamped-table'
import { tableFile } from '@cockpit/semantic-layer/workbook/table-file'
import type { Caller } from '../caller-contract'
import { placeNamer } from '../places'
import type { Ports } from '../ports'

export interface ExportedFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Lines below the head. */
  readonly rows: number
}

/** A question and what it was answered. */
export interface AnsweredQuestion {
  readonly query: IndicatorQuery
  readonly answer: Answer
  /** Its address, for the log. */
  readonly question: string
}

/**
 * Answers as the one file that leaves: stamped with who and when, counted, hashed and written into the audit before it is handed over.
 * CSV and workbook are made from one table, so they hold the same.
 * @param asked one question; or several whose tables have one head (no comparison and no peers), each line then with the place it is of
 * @returns null where a spreadsheet cannot take it
 */
export async function exportAnswers(
  asked: readonly [AnsweredQuestion, ...AnsweredQuestion[]],
  format: 'csv' | 'xlsx',
  catalogue: Pick<Catalogue, 'get'>,
  caller: Caller,
  ports: Ports,
  now = new Date(),
): Promise<ExportedFile | null> {
  const id = randomUUID()
  const tables = await Promise.all(
    asked.map(async ({ query, answer }) => {
      const place = await placeWords(query, ports)
      const told = asked.length > 1 ? { ...answer, rows: placed(answer.rows, query, place) } : answer
      return stampedTable(
        answerTable(told, (indicator) => catalogue.get(indicator)),
        { id, by: caller.name, at: now, place },
      )
    }),
  )
  const table = tables.flatMap((lines, n) => (n === 0 ? lines : lines.slice(1)))
  const demo = asked.some(({ answer }) => answer.demo)
  const bytes = await tableFile(table, format, demo ? '演示数据' : '指标')
  if (!bytes) return null
  const rows = table.length - 1
  await logExport(ports.db, {
    id,
    person: caller.id,
    kind: 'answer',
    format,
    question: asked.map(({ question }) => question).join('\n'),
    rows,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    at: now,
    more: { dataVersion: [...new Set(asked.map(({ answer }) => answer.dataVersion))].join('\n'), demo },
  })
  return { bytes, rows }
}

/** A line of a whole place has no name of its own; between the lines of others it needs one. */
function placed(rows: Answer['rows'], { territory, facility }: IndicatorQuery, place: string): Answer['rows'] {
  return rows.map((row) => (row.key === '' ? { ...row, key: facility ?? territory, name: place } : row))
}

/** The name of the place a question is about, in Chinese, as the register has it. */
export async function placeWords({ territory, facility }: IndicatorQuery, ports: Ports): Promise<string> {
  const place = (await placeNamer(ports))({ areaCode: territory, facilityId: facility ?? null })
  return (place.facility ?? place.area).name.zh
}

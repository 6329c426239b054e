import { join } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import { publishedColumns, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { ImportFailure, Refused } from './outcome'
import { separateText } from './separated'
import type { Session } from './session'
import type { Text } from './text'
import { STAGED, stagingQuery } from './validation-sql'

export interface Staged {
  /** Parquet with every record of the file, faulty ones marked in `_errors`. */
  readonly file: string
  readonly records: number
  /** Lines that are no record of this table, not in `file`. */
  readonly broken: number
}

/**
 * Types and checks every row into one Parquet file, parsing the CSV once.
 * The plain kind of file (one record a line) is read with its numbered lines, and their count proves that no line was
 * lost. Any other is first taken apart by `separateRecords`, which names the broken lines.
 * The table `broken(line, code, found)` exists in the session afterwards.
 * @throws Refused when there is no row below the header.
 */
export async function stageRows(
  session: Session,
  table: WarehouseTable,
  text: Text,
  folder: string,
  batch: string,
): Promise<Staged> {
  const { facts, layout, numbered } = text
  const file = join(folder, 'staged.parquet')
  const names = [...publishedColumns(table).map(({ name }) => name), ...STAGED.map(({ name }) => name)]
  const stage = (path: string, newLine: '\n' | '\r\n', parallel: boolean) => {
    const query = stagingQuery(
      table,
      layout,
      { path, newLine, parallel },
      { batch, oddBlanks: facts.oddBlanks, odd: facts.odd },
    )
    return session.copyToParquet(query, file, fieldIdsSql(names))
  }
  await session.run('CREATE TEMP TABLE broken(line BIGINT, code VARCHAR, found BIGINT)')

  if (numbered && text.separated === null && text.sound && facts.carriageReturns !== 'mixed') {
    if (numbered.lines === 0) throw noRows(table)
    const newLine = facts.carriageReturns === 'none' ? '\n' : '\r\n'
    const records = await stage(numbered.file, newLine, true).catch((error: unknown) => {
      if (isCsvError(error)) return -1
      throw error
    })
    if (records === numbered.lines) return { file, records, broken: 0 }
  }

  const separated = text.separated ?? (await separateText(await text.plain(), layout, folder))
  if (separated.records + separated.broken === 0) throw noRows(table)
  await session.run(
    `INSERT INTO broken SELECT * FROM read_csv(${quoteText(separated.brokenFile)}, auto_detect = false, header = false, columns = {'line': 'BIGINT', 'code': 'VARCHAR', 'found': 'BIGINT'})`,
  )
  // Line ends inside quotes and a parallel reader do not go well together.
  const records = await stage(separated.file, '\n', separated.singleLine)
  if (records !== separated.records)
    throw new ImportFailure(
      'validating',
      `The file has ${separated.records} sound records but ${records} were read from their copy; nothing is published.`,
    )
  return { file, records, broken: separated.broken }
}

function isCsvError(error: unknown): boolean {
  return error instanceof Error && /CSV Error|Invalid unicode|not utf-8|Sniffing/i.test(error.message)
}

function noRows(table: WarehouseTable): Refused {
  return new Refused({
    code: 'no-rows',
    message: {
      zh: `文件只有表头，没有“${table.title.zh}”的数据行。`,
      en: `The file has a header but no row of "${table.title.en}" below it.`,
    },
  })
}

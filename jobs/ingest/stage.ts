import { join } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { ImportFailure, Refused } from './outcome'
import { stageQuickly } from './quick-stage'
import type { Text } from './readable-text'
import { isSentAgain } from './reason-columns'
import { type Separated, separateText } from './separated'
import type { Session } from './session'
import { keepsText, type StagingQuery, stagedRows, stagingQuery } from './validation-sql'

/** From this size on a file is written by all threads at once. */
const LARGE = 16 << 20

export interface Staged {
  /** SQL of every record of the file, faulty ones marked in `_errors`. */
  readonly rows: string
  /** The files behind it, in the order of their lines but for the last of several, which may hold faulty ones from anywhere. */
  readonly files: readonly string[]
  readonly records: number
  /** Columns known to hold no value twice; others may too. */
  readonly distinct: ReadonlySet<string>
  /** Lines that are no record of this table, not in `file`. */
  readonly broken: number
  /** Rows stand in the order of their lines; those of a large file are written by all threads at once and do not. */
  readonly ordered: boolean
}

export interface StageOptions {
  readonly folder: string
  readonly batch: string
  /** COCKPIT_HMAC_KEY, hexadecimal. */
  readonly hmacKey: string
}

/**
 * Types and checks every row into Parquet, parsing the CSV once.
 * The plain kind of file (one record a line) is read by `stageQuickly`. Any other is first taken apart by `separateRecords`, which
 * names the broken lines.
 * The table `broken(line, code, found)` exists in the session afterwards.
 * @throws Refused when there is no row below the header.
 */
export async function stageRows(
  session: Session,
  table: WarehouseTable,
  text: Text,
  options: StageOptions,
): Promise<Staged> {
  const { facts, layout } = text
  const { folder, batch } = options
  // A row carries its line: in a large file it need not stand where it stood.
  const ordered = facts.bytes < LARGE
  const written = new Set<string>()
  const stage = ({ sql, names }: StagingQuery, file: string) => {
    for (const name of names) written.add(name)
    return session.copyToParquet(sql, file, fieldIdsSql(names), { ordered })
  }
  const read = (files: readonly string[]) => stagedRows(table, files, written)
  await session.run('CREATE TEMP TABLE broken(line BIGINT, code VARCHAR, found BIGINT)')

  if (isPlain(text)) {
    const quick = await stageQuickly(session, table, { path: text.path, facts, layout }, { ...options, stage })
    if (quick) {
      if (quick.again) await noteBroken(session, quick.again)
      return { ...quick, rows: read(quick.files), broken: quick.again?.broken ?? 0, ordered }
    }
  }

  const separated = text.separated ?? (await separateText(await text.plain(), layout, folder))
  if (separated.records + separated.broken === 0) throw noRows(table)
  await noteBroken(session, separated)
  // Line ends inside quotes and a parallel reader do not go well together.
  const input = { path: separated.file, newLine: '\n', parallel: separated.singleLine } as const
  const file = join(folder, 'staged.parquet')
  const query = stagingQuery(table, layout, input, { ...facts, batch })
  const records = await stage(query, file)
  if (records !== separated.records)
    throw new ImportFailure(
      'validating',
      `The file has ${separated.records} sound records but ${records} were read from their copy; nothing is published.`,
    )
  return { rows: read([file]), files: [file], records, distinct: new Set(), broken: separated.broken, ordered }
}

/** One record a line, as far as one can know beforehand, and no row of which more than its values must be kept. */
function isPlain({ facts, layout, separated, sound }: Text): boolean {
  return (
    separated === null &&
    sound &&
    facts.carriageReturns !== 'mixed' &&
    !keepsText(layout) &&
    !isSentAgain(layout.headers)
  )
}

async function noteBroken(session: Session, { brokenFile }: Separated): Promise<void> {
  await session.run(
    `INSERT INTO broken SELECT * FROM read_csv(${quoteText(brokenFile)}, auto_detect = false, header = false, columns = {'line': 'BIGINT', 'code': 'VARCHAR', 'found': 'BIGINT'})`,
  )
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

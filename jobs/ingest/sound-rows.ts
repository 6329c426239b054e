import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import { LINEAGE, publishedColumns, quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from './header'
import type { Session } from './session'
import type { Staged } from './stage'
import { keepsText } from './validation-sql'

/**
 * The Parquet file of the rows that may be published, or null when there is none. Without a row rejected or flagged by a
 * check across rows the staged file is already that file; otherwise the sound rows are written out of it.
 */
export async function soundRows(
  session: Session,
  table: WarehouseTable,
  staged: Staged,
  { rejected, layout, folder }: { readonly rejected: number; readonly layout: Layout; readonly folder: string },
): Promise<string | null> {
  if (staged.records === rejected) return null
  const file = join(folder, 'sound.parquet')
  const flagged = (await session.count('SELECT count(*) FROM late_flag')) > 0
  if (rejected === 0 && !flagged && !keepsText(layout)) {
    await rename(staged.file, file)
    return file
  }
  const names = [...publishedColumns(table).map(({ name }) => name), ...LINEAGE.map(({ name }) => name)]
  const rows = flagged ? withFlags(staged.file) : `read_parquet(${quoteText(staged.file)})`
  await session.copyToParquet(
    `SELECT ${names.map(quoteName).join(', ')} FROM ${rows} WHERE _errors IS NULL AND _line NOT IN (SELECT _line FROM late)`,
    file,
    fieldIdsSql(names),
  )
  return file
}

/** The staged rows with the flags of `late_flag` behind their own, in the order of the file. */
export function withFlags(staged: string): string {
  return `(SELECT s.* REPLACE (CASE WHEN l.flags IS NULL THEN s._flags ELSE s._flags || l.flags END AS _flags)
    FROM read_parquet(${quoteText(staged)}) s
    LEFT JOIN (SELECT _line AS late_line, list(DISTINCT flag ORDER BY flag) AS flags FROM late_flag GROUP BY _line) l ON l.late_line = s._line)`
}

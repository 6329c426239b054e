import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import { LINEAGE, publishedColumns, quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Session } from './session'
import type { Staged } from './stage'

/**
 * The Parquet file of the rows that may be published, or null when there is none. Without a rejected row the staged
 * file is already that file; otherwise the sound rows are written out of it.
 */
export async function soundRows(
  session: Session,
  table: WarehouseTable,
  staged: Staged,
  rejected: number,
  folder: string,
): Promise<string | null> {
  if (staged.records === rejected) return null
  const file = join(folder, 'sound.parquet')
  if (rejected === 0) {
    await rename(staged.file, file)
    return file
  }
  const names = [...publishedColumns(table).map(({ name }) => name), ...LINEAGE.map(({ name }) => name)]
  await session.copyToParquet(
    `SELECT ${names.map(quoteName).join(', ')} FROM read_parquet(${quoteText(staged.file)})
     WHERE _errors IS NULL AND _line NOT IN (SELECT _line FROM late)`,
    file,
    fieldIdsSql(names),
  )
  return file
}

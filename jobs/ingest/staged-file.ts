import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Session } from './session'
import { stagedRows } from './validation-sql'

/**
 * SQL of the rows of one staged file, with every column that such a file may have. By the names of those it has: of a file that is read by a list of
 * field ids one thread reads all row groups, and who writes it anew takes twice as long.
 */
export async function stagedFile(session: Session, table: WarehouseTable, file: string): Promise<string> {
  const written = await session.rows(`DESCRIBE SELECT * FROM read_parquet(${quoteText(file)})`)
  return stagedRows(table, [file], new Set(written.map((column) => String(column.column_name))))
}

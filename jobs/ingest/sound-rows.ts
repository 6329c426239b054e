import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import { LINEAGE, publishedColumns, quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from './header'
import type { Session } from './session'
import type { Staged } from './stage'
import { stagedFile } from './staged-file'
import { keepsText } from './validation-sql'

/**
 * The Parquet files of the rows that may be published, in the order of `staged.files`; none for a file without such a row. A staged file none of
 * whose rows was rejected, or flagged by a check across rows, is already such a file; out of any other the sound rows are written anew.
 */
export async function soundRows(
  session: Session,
  table: WarehouseTable,
  staged: Staged,
  { layout, folder }: { readonly layout: Layout; readonly folder: string },
): Promise<string[]> {
  const flags = (await session.rows('SELECT DISTINCT flag FROM late_flag ORDER BY 1')).map(({ flag }) => String(flag))
  const names = [...publishedColumns(table).map(({ name }) => name), ...LINEAGE.map(({ name }) => name)]
  const late = `_line IN (SELECT _line FROM late)`
  const sound: string[] = []
  for (const [n, file] of staged.files.entries()) {
    const target = join(folder, `sound-${n}.parquet`)
    const touched = `_errors IS NOT NULL OR ${late} OR _line IN (SELECT _line FROM late_flag)`
    const rows = await stagedFile(session, table, file)
    const rewrite = keepsText(layout) || (await session.count(`SELECT count(*) FROM ${rows} WHERE ${touched}`)) > 0
    if (!rewrite) {
      await rename(file, target)
      sound.push(target)
      continue
    }
    const query = `SELECT ${names.map(quoteName).join(', ')} FROM ${inOrder(rows, flags)} WHERE _errors IS NULL AND NOT (${late})`
    if ((await session.copyToParquet(query, target, fieldIdsSql(names), staged)) > 0) sound.push(target)
  }
  return sound
}

/** The staged rows with these flags of `late_flag` behind their own. Asked flag by flag, because a join would change the order of the rows. */
function inOrder(rows: string, flags: readonly string[]): string {
  if (flags.length === 0) return rows
  const added = flags.map((flag) => {
    const lines = `SELECT _line FROM late_flag WHERE flag = ${quoteText(flag)}`
    return `CASE WHEN _line IN (${lines}) THEN [${quoteText(flag)}] ELSE [] END`
  })
  return `(SELECT * REPLACE (_flags || ${added.join(' || ')} AS _flags) FROM ${rows})`
}

/** The staged rows with the flags of `late_flag` behind their own, in any order. */
export function withFlags(staged: string): string {
  return `(SELECT s.* REPLACE (CASE WHEN l.flags IS NULL THEN s._flags ELSE s._flags || l.flags END AS _flags)
    FROM ${staged} s
    LEFT JOIN (SELECT _line AS late_line, list(DISTINCT flag ORDER BY flag) AS flags FROM late_flag GROUP BY _line) l ON l.late_line = s._line)`
}

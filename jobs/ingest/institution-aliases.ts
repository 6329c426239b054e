import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldIdsSql } from '@cockpit/semantic-layer/lake/field-id'
import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Session } from './session'
import type { Staged } from './stage'
import { stagedFile } from './staged-file'

/** A value that names no facility, with the sound rows that carry it. */
export interface UnknownFacility {
  readonly text: string
  readonly rows: number
}

/** At most so many different unknown names of one file are told: more are no names but a wrong column. */
const MOST_UNKNOWN = 500

/** Columns that name a facility. */
export function facilityColumns(table: WarehouseTable): readonly Column[] {
  return table.columns.filter(({ references, identifier }) => references?.table === 'facility' && !identifier)
}

/**
 * Puts the facility in the place of the names that people decided about, before anything else is checked: from here on such a row is like
 * any other. Files without such a name are left as they are.
 * @param aliases name as sent -> facility
 * @param known SQL of the ids of all facilities; one of them is never read as a name
 */
export async function readAliases(
  session: Session,
  table: WarehouseTable,
  staged: Staged,
  {
    aliases,
    known,
    folder,
  }: { readonly aliases: ReadonlyMap<string, string>; readonly known: string; readonly folder: string },
): Promise<void> {
  const columns = facilityColumns(table)
  if (columns.length === 0 || aliases.size === 0) return
  await session.run('CREATE OR REPLACE TEMP TABLE alias(text VARCHAR, facility_id VARCHAR)')
  const pairs = [...aliases]
  for (let from = 0; from < pairs.length; from += 1_000)
    await session.run(
      `INSERT INTO alias VALUES ${pairs
        .slice(from, from + 1_000)
        .map(([text, id]) => `(${quoteText(text)}, ${quoteText(id)})`)
        .join(', ')}`,
    )
  await session.run(`DELETE FROM alias WHERE text IN (${known})`)
  for (const [at, file] of staged.files.entries()) {
    const rows = await stagedFile(session, table, file)
    const named = columns.map(({ name }) => `${quoteName(name)} IN (SELECT text FROM alias)`).join(' OR ')
    if ((await session.count(`SELECT count(*) FROM ${rows} WHERE ${named}`)) === 0) continue
    const replaced = columns.map(
      ({ name }, n) => `coalesce(a${n}.facility_id, s.${quoteName(name)}) AS ${quoteName(name)}`,
    )
    const joins = columns.map(({ name }, n) => `LEFT JOIN alias a${n} ON a${n}.text = s.${quoteName(name)}`)
    const described = await session.rows(`SELECT column_name FROM (DESCRIBE SELECT * FROM ${rows})`)
    const rewritten = join(folder, `aliased-${at}`)
    await session.copyToParquet(
      `SELECT s.* REPLACE (${replaced.join(', ')}) FROM ${rows} s ${joins.join(' ')} ORDER BY s._line`,
      rewritten,
      fieldIdsSql(described.map((row) => String(row.column_name))),
    )
    await rename(rewritten, file)
  }
}

/** The unknown names in one column, most rows first. The session's table `unknown_value` holds the values. */
export async function unknownFacilities(session: Session, column: Column, rows: string): Promise<UnknownFacility[]> {
  const name = quoteName(column.name)
  const found = await session.rows(`SELECT ${name} AS text, count(*)::INTEGER AS n FROM ${rows}
    WHERE _errors IS NULL AND ${name} IN (SELECT value FROM unknown_value) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_UNKNOWN}`)
  return found.map((row) => ({ text: String(row.text), rows: Number(row.n) }))
}

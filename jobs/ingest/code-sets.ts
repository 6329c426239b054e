import { resolve } from 'node:path'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { CodeSet, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from './header'
import { entriesOf, listFields } from './list-fields'
import type { Session } from './session'

/** Table of the codes: `set`, `edition`, `code`, `name_zh`. */
const TABLE = 'code_entry'

/** A column or a member whose values must stand in a code set. */
interface CodedPlace {
  readonly codeSet: CodeSet
  /** Fault of the entry `n` (SQL text; ignored for a column). */
  readonly fault: string
  readonly flag: string
  /** Query of `_line`, `n` and the code `value` of every sound row. */
  readonly values: string
}

/**
 * Marks codes that no edition of their set knows, in `late` or `late_flag` as the declaration says. A set of which nothing was imported
 * is not checked. Distinct codes are judged, not rows: a hospital writes a few thousand of them, however many its cases.
 */
export async function checkCodeSets(
  session: Session,
  table: WarehouseTable,
  staged: string,
  manifest: Manifest,
  lake: string,
  layout: Layout,
): Promise<void> {
  const places = codedPlaces(table, staged, layout)
  const files = manifest.partitions.filter((part) => part.table === TABLE).map(({ file }) => resolve(lake, file))
  if (places.length === 0 || files.length === 0) return
  const columns = ['set', 'code'].map((name) => ({ name, type: 'VARCHAR' }))
  for (const set of new Set(places.map(({ codeSet }) => codeSet.set))) {
    const known = `SELECT DISTINCT upper(trim(code)) AS code FROM ${readPartitions(files, columns)} WHERE "set" = ${quoteText(set)} AND code IS NOT NULL`
    await session.run(`CREATE OR REPLACE TEMP TABLE known_code AS ${known}`)
    if ((await session.count('SELECT count(*) FROM known_code')) === 0) continue
    for (const { codeSet, values, fault, flag } of places.filter((place) => place.codeSet.set === set)) {
      const forms = acceptedForms(set, 'upper(value)')
      await session.run(`CREATE OR REPLACE TEMP TABLE unknown_code AS
        WITH d AS (SELECT DISTINCT value FROM (${values})), f AS (SELECT value, unnest(${forms}) AS form FROM d)
        SELECT value FROM d WHERE value NOT IN (SELECT value FROM f SEMI JOIN known_code k ON f.form = k.code)`)
      if ((await session.count('SELECT count(*) FROM unknown_code')) === 0) continue
      const found = `FROM (${values}) WHERE value IN (SELECT value FROM unknown_code)`
      await session.run(
        codeSet.severity === 'reject'
          ? `INSERT INTO late SELECT _line, ${fault} ${found}`
          : `INSERT INTO late_flag SELECT DISTINCT _line, ${quoteText(flag)} ${found}`,
      )
    }
  }
}

/**
 * SQL list of the forms under which a code is known. ICD-10 and ICD-9-CM-3: the code itself; without the dagger, asterisk or x at its end
 * (A17.0+, G01*, S82.300x); and for a hospital's own extension (I21.000x003, 36.0700x004) the code before the x, then its subcategory
 * and its category, as far as the set knows them. All other sets know a code or they do not.
 */
export function acceptedForms(set: CodeSet['set'], code: string): string {
  if (set !== 'icd10' && set !== 'icd9cm3') return `[${code}]`
  const stem = `regexp_extract(${code}, '^([A-Z]?[0-9]+\\.[0-9]*)X', 1)`
  const [subcategory, category] =
    set === 'icd10' ? ['^[A-Z][0-9]{2}\\.[0-9]', '^[A-Z][0-9]{2}'] : ['^[0-9]{2}\\.[0-9]{2}', '^[0-9]{2}\\.[0-9]']
  const wider = (pattern: string) => `regexp_extract(${code}, '${pattern}')`
  const extended = `regexp_matches(${code}, '^[A-Z]?[0-9]+\\.[0-9]*X')`
  return `[${code}, regexp_replace(${code}, '[+*X]+$', '')] || CASE WHEN ${extended} THEN [${stem}, rtrim(${stem}, '.'), ${wider(subcategory)}, ${wider(category)}] ELSE [] END`
}

function codedPlaces(table: WarehouseTable, rows: string, layout: Layout): CodedPlace[] {
  const sound = 'WHERE _errors IS NULL'
  return table.columns.flatMap((column, at): CodedPlace[] => {
    const name = quoteName(column.name)
    const own = column.codeSet
      ? [
          {
            codeSet: column.codeSet,
            fault: `'${at}:code-set'`,
            flag: `code-set:${column.name}`,
            values: `SELECT _line, 1 AS n, ${name} AS value FROM ${rows} ${sound} AND ${name} IS NOT NULL`,
          },
        ]
      : []
    const numbers = entriesOf(column, listFields(layout))
    const members = (column.list?.members ?? []).flatMap((member) => {
      if (!member.codeSet || numbers.length === 0) return []
      const entries = `SELECT _line, unnest(${name}) AS entry, generate_subscripts(${name}, 1) AS n FROM ${rows} ${sound} AND len(${name}) > 0`
      return [
        {
          codeSet: member.codeSet,
          // In the reject file the row stands as it was understood: without the entries that were left out.
          fault: `'${at}/' || [${numbers.join(', ')}][n] || ${quoteText(`/${member.name}:code-set`)}`,
          flag: `code-set:${column.name}.${member.name}`,
          values: `SELECT _line, n, entry.${quoteName(member.name)} AS value FROM (${entries}) WHERE entry.${quoteName(member.name)} IS NOT NULL`,
        },
      ]
    })
    return [...own, ...members]
  })
}

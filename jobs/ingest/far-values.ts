import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { OutlierCheck, TwinCheck, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Session } from './session'

/** SQL of the staged rows that no rule has rejected so far. */
export function soundRowsOf(staged: string): string {
  return `(SELECT * FROM ${staged} WHERE _errors IS NULL AND _line NOT IN (SELECT _line FROM late))`
}

/** Flags values far from their fellows and probable twins among the rows that will be published; fills `late_flag`. */
export async function flagUnlikely(session: Session, table: WarehouseTable, staged: string): Promise<void> {
  for (const check of table.outliers ?? []) await session.run(outlierSql(check, soundRowsOf(staged)))
  for (const check of table.twins ?? []) await flagTwins(session, check, soundRowsOf(staged))
}

/**
 * Tukey's fences (Exploratory Data Analysis, 1977): a value x of a group with the quartiles q1 and q3 is flagged when x < q1 - k(q3 - q1) or
 * x > q3 + k(q3 - q1), k being `factor`; on the log scale the same of ln x, where amounts of nothing are not judged. Quartiles are
 * interpolated linearly. Neither is a group without spread judged (half its values are one value, so any other would be far), nor a row
 * whose group has no name.
 */
function outlierSql({ id, column, by, scale, factor, minimum }: OutlierCheck, rows: string): string {
  const name = quoteName(column)
  const groups = by.map((_, at) => `g${at}`)
  const named = by.map((group, at) => `${quoteName(group)} AS g${at}`)
  const value = scale === 'log' ? `CASE WHEN ${name} > 0 THEN ln(${name}) END` : `${name}::DOUBLE`
  const having = by.map((group) => `${quoteName(group)} IS NOT NULL`)
  const values = `SELECT ${['_line', ...named, `${value} AS x`].join(', ')} FROM ${rows} ${having.length > 0 ? `WHERE ${having.join(' AND ')}` : ''}`
  const quartiles = `SELECT ${[...groups, 'quantile_cont(x, [0.25, 0.75]) AS q'].join(', ')} FROM v WHERE x IS NOT NULL
    ${groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : ''} HAVING count(*) >= ${minimum}`
  const match = groups.length > 0 ? `JOIN f USING (${groups.join(', ')})` : 'CROSS JOIN f'
  return `INSERT INTO late_flag
    WITH v AS NOT MATERIALIZED (SELECT * FROM (${values}) WHERE x IS NOT NULL),
      f AS (SELECT * EXCLUDE (q), q[1] - ${factor} * (q[2] - q[1]) AS low, q[2] + ${factor} * (q[2] - q[1]) AS high
        FROM (${quartiles}) WHERE q[2] > q[1])
    SELECT _line, ${quoteText(id)} FROM v ${match} WHERE x < low OR x > high`
}

async function flagTwins(session: Session, { id, same, differs }: TwinCheck, rows: string): Promise<void> {
  const parts = same.map((expression) => `(${expression})`)
  const told = `${parts.map((part) => `${part} IS NOT NULL`).join(' AND ')}`
  const hashed = `SELECT _line, hash(${parts.join(', ')}) AS h, ${quoteName(differs)} AS d, [${parts.map((part) => `${part}::VARCHAR`).join(', ')}] AS k FROM ${rows} WHERE ${told}`
  // By a number first: whole keys of millions of rows would not fit.
  await session.run(
    `CREATE OR REPLACE TEMP TABLE twin_hash AS SELECT h FROM (${hashed}) GROUP BY h HAVING count(*) > 1`,
  )
  if ((await session.count('SELECT count(*) FROM twin_hash')) === 0) return
  await session.run(`INSERT INTO late_flag SELECT _line, ${quoteText(id)} FROM (
    SELECT _line, min(d) OVER (PARTITION BY k) IS DISTINCT FROM max(d) OVER (PARTITION BY k) AS twin FROM (${hashed}) WHERE h IN (SELECT h FROM twin_hash)
  ) WHERE twin`)
}

import { quoteName, quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { OutlierCheck, TwinCheck, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Session } from './session'

/** SQL of the staged rows that no rule has rejected so far. Where `late` is empty it is not asked row by row, which would cost as much as all the rest. */
async function soundRowsOf(session: Session, staged: string): Promise<string> {
  const some = (await session.count('SELECT count(*) FROM late')) > 0
  return `(SELECT * FROM ${staged} WHERE _errors IS NULL${some ? ' AND _line NOT IN (SELECT _line FROM late)' : ''})`
}

/** Flags values far from their fellows and probable twins among the rows that will be published; fills `late_flag`. */
export async function flagUnlikely(session: Session, table: WarehouseTable, staged: string): Promise<void> {
  const rows = await soundRowsOf(session, staged)
  const groups = ({ by }: OutlierCheck) => by.join()
  const outliers = async (session: Session) => {
    const checks = table.outliers ?? []
    for (const by of new Set(checks.map(groups))) {
      const same = checks.filter((check) => groups(check) === by)
      await flagOutliers(session, same, rows)
    }
  }
  const twins = async (session: Session) => {
    for (const check of table.twins ?? []) await flagTwins(session, check, rows)
  }
  // Neither keeps more than one processor busy for long.
  await session.both(outliers, twins)
}

/**
 * Tukey's fences (Exploratory Data Analysis, 1977): a value x of a group with the quartiles q1 and q3 is flagged when x < q1 - k(q3 - q1) or
 * x > q3 + k(q3 - q1), k being `factor`; on the log scale the same of ln x, where amounts of nothing are not judged. Quartiles are
 * interpolated linearly. Neither is a group without spread judged (half its values are one value, so any other would be far), nor a row
 * whose group has no name. Checks over the same groups are made in one reading of the rows, and only groups whose least or greatest value is
 * beyond a fence are read again.
 */
async function flagOutliers(session: Session, checks: readonly OutlierCheck[], rows: string): Promise<void> {
  const by = checks[0]?.by ?? []
  const groups = by.map((_, at) => `g${at}`)
  const named = by.map((group, at) => `${quoteName(group)} AS g${at}`)
  const values = checks.map((check, at) => `${valueSql(check)} AS x${at}`)
  const having = by.map((group) => `${quoteName(group)} IS NOT NULL`)
  const read = `(SELECT ${['_line', ...named, ...values].join(', ')} FROM ${rows}
    ${having.length > 0 ? `WHERE ${having.join(' AND ')}` : ''})`
  const told = checks.map(
    (_, at) =>
      `quantile_cont(x${at}, [0.25, 0.75]) AS q${at}, count(x${at}) AS n${at}, min(x${at}) AS least${at}, max(x${at}) AS most${at}`,
  )
  const fences = checks.flatMap(({ factor, minimum }, at) => {
    const [q1, q3, judged] = [`q${at}[1]`, `q${at}[2]`, `n${at} >= ${minimum} AND q${at}[2] > q${at}[1]`]
    return [
      `CASE WHEN ${judged} THEN ${q1} - ${factor} * (${q3} - ${q1}) END AS low${at}`,
      `CASE WHEN ${judged} THEN ${q3} + ${factor} * (${q3} - ${q1}) END AS high${at}`,
    ]
  })
  await session.run(`CREATE OR REPLACE TEMP TABLE far_group AS SELECT *
    FROM (SELECT *, ${fences.join(', ')} FROM (SELECT ${[...groups, ...told].join(', ')} FROM ${read} ${groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : ''}))
    WHERE ${checks.map((_, at) => `least${at} < low${at} OR most${at} > high${at}`).join(' OR ')}`)
  if ((await session.count('SELECT count(*) FROM far_group')) === 0) return
  const far = checks.map((_, at) => `(x${at} < low${at} OR x${at} > high${at})`)
  const flags = checks.map(({ id }, at) => `CASE WHEN ${far[at]} THEN ${quoteText(id)} END`)
  await session.run(`INSERT INTO late_flag
    SELECT _line, unnest(list_filter([${flags.join(', ')}], lambda flag: flag IS NOT NULL))
    FROM ${read} ${groups.length > 0 ? `JOIN far_group USING (${groups.join(', ')})` : 'CROSS JOIN far_group'} WHERE ${far.join(' OR ')}`)
}

/** NULL where the value is not judged. */
function valueSql({ column, scale }: OutlierCheck): string {
  const name = quoteName(column)
  return scale === 'log' ? `CASE WHEN ${name} > 0 THEN ln(${name}) END` : `${name}::DOUBLE`
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

import type { WarehouseTable } from '../packs/contract'

/**
 * The views behind coverage and quality, made from what the packs say. A pack that adds a table is counted without an edit anywhere.
 * Plain SQL: the same text runs on DuckDB and on ClickHouse.
 *
 * - `reporting_owed(table_name, category, every)`: who owes which table, how often
 * - `reported_day(table_name, facility_id, day, row_count)`: published rows of every table that has a facility and a date
 * - `reporting_span(table_name, first_day, last_day)`: the days a table is owed for, see below
 * - `reporting_month(table_name, month_start, month_end, first_day, last_day, month_days)`: the months of that span and the days of it inside each
 * - `reporting_done(table_name, facility_id, month_start, days, newest_day)`: months with rows, on how many of their days, the newest of them
 * - `quality_fact`: what the importer noted, by facility, table and day, beside what stands in the lake now
 */
export function reportingViews(tables: readonly WarehouseTable[]): string[] {
  const owed = tables.filter((table) => table.owedBy.length > 0)
  const dated = tables.filter((table) => !table.system && table.facilityColumn && table.dateColumn)
  return [
    `CREATE OR REPLACE VIEW reporting_owed AS ${unionOf(
      owed.flatMap((table) =>
        table.owedBy.map(
          (category) =>
            `SELECT ${text(table.name)} AS table_name, ${text(category)} AS category, ${text(table.owedEvery ?? 'month')} AS every`,
        ),
      ),
      "SELECT '' AS table_name, '' AS category, '' AS every WHERE 1 = 0",
    )}`,
    `CREATE OR REPLACE VIEW reported_day AS ${unionOf(
      dated.map((table) => {
        const [facility, day] = [name(table.facilityColumn), `${name(table.dateColumn)}::DATE`]
        return `SELECT ${text(table.name)} AS table_name, ${facility} AS facility_id, ${day} AS day, count(*) AS row_count
          FROM ${name(table.name)} WHERE ${name(table.dateColumn)} IS NOT NULL GROUP BY ${facility}, ${day}`
      }),
      "SELECT '' AS table_name, '' AS facility_id, DATE '2000-01-01' AS day, 0 AS row_count WHERE 1 = 0",
    )}`,
    SPAN,
    MONTH,
    DONE,
    factView(dated),
  ]
}

/**
 * A table is owed from the day by which one in twenty of the facilities that ever sent it had begun, so that one stray old row does not
 * open an empty decade, to the newest day anybody has sent, but no later than its publication: a slip of the pen opens no future.
 */
const SPAN = `CREATE OR REPLACE VIEW reporting_span AS
  SELECT b.table_name AS table_name, min(b.first_day) AS first_day, max(b.newest_day) AS last_day FROM (
    SELECT f.table_name AS table_name, f.first_day AS first_day, f.newest_day AS newest_day,
      row_number() OVER (PARTITION BY f.table_name ORDER BY f.first_day) AS place, count(*) OVER (PARTITION BY f.table_name) AS facilities
    FROM (
      SELECT r.table_name AS table_name, r.facility_id AS facility_id, min(r.day) AS first_day, max(r.day) AS newest_day
      FROM "reported_day" r JOIN "table_state" s ON s.table_name = r.table_name
      WHERE r.table_name IN (SELECT table_name FROM "reporting_owed") AND r.day <= s.published_at::DATE
      GROUP BY r.table_name, r.facility_id
    ) f
  ) b WHERE b.place * 20 >= b.facilities GROUP BY b.table_name`

const MONTH = `CREATE OR REPLACE VIEW reporting_month AS
  SELECT s.table_name AS table_name, m.month_start AS month_start, m.month_end AS month_end,
    greatest(m.month_start, s.first_day) AS first_day, least(m.month_end, s.last_day) AS last_day,
    date_diff('day', m.month_start, m.month_end) + 1 AS month_days
  FROM "reporting_span" s CROSS JOIN "calendar_month" m
  JOIN (SELECT DISTINCT table_name, every FROM "reporting_owed") o ON o.table_name = s.table_name
  WHERE m.month_end >= s.first_day
    AND (m.month_start <= s.last_day OR (o.every = 'year' AND m."year" <= year(s.last_day)))`

/** A yearly return stands for each month of its year. */
const DONE = `CREATE OR REPLACE VIEW reporting_done AS
  SELECT r.table_name AS table_name, r.facility_id AS facility_id, date_trunc('month', r.day)::DATE AS month_start,
    count(*) AS days, max(r.day) AS newest_day
  FROM "reported_day" r WHERE r.table_name IN (SELECT table_name FROM "reporting_owed" WHERE every <> 'year')
  GROUP BY r.table_name, r.facility_id, date_trunc('month', r.day)::DATE
  UNION ALL
  SELECT y.table_name AS table_name, y.facility_id AS facility_id, m.month_start AS month_start, 1 AS days, y.newest_day AS newest_day FROM (
    SELECT table_name, facility_id, year(day) AS in_year, max(day) AS newest_day FROM "reported_day"
    WHERE table_name IN (SELECT table_name FROM "reporting_owed" WHERE every = 'year') GROUP BY table_name, facility_id, year(day)
  ) y JOIN "calendar_month" m ON m."year" = y.in_year`

/**
 * Final validity needs the rows that stand and the rejected rows nobody has sent again; timeliness the part of the standing rows that
 * came by the due day. A table without a date has no day to look at, so there the rows taken count as standing.
 */
function factView(dated: readonly WarehouseTable[]): string {
  const names = dated.map((table) => text(table.name)).join(', ') || "''"
  const sums = SUMMED.map((column) => `sum(${column}) AS ${column}`).join(', ')
  const standing = `CASE WHEN q.table_name IN (${names}) THEN coalesce(s.row_count, 0) ELSE q.rows_published END`
  return `CREATE OR REPLACE VIEW quality_fact AS
    SELECT q.facility_id AS facility_id, q.table_name AS table_name, q.day AS day, ${SUMMED.map((column) => `q.${column} AS ${column}`).join(', ')},
      ${standing} AS rows_standing, coalesce(o.open_rows, 0) AS rows_open,
      coalesce(o.open_cells_expected, 0) AS open_cells_expected, coalesce(o.open_cells_filled, 0) AS open_cells_filled,
      q.last_received AS last_received,
      CASE WHEN q.rows_on_time IS NULL THEN 0 ELSE ${standing} END AS rows_timed,
      CASE WHEN q.rows_on_time IS NULL THEN 0 WHEN q.rows_on_time < ${standing} THEN q.rows_on_time ELSE ${standing} END AS rows_timely
    FROM (SELECT facility_id, table_name, day, ${sums}, max(date_diff('second', DATE '1970-01-01', received_at)) AS last_received FROM "quality_day" WHERE facility_id <> '' GROUP BY facility_id, table_name, day) q
    LEFT JOIN "reported_day" s ON s.table_name = q.table_name AND s.facility_id = q.facility_id AND s.day = q.day
    LEFT JOIN (
      SELECT r.facility_id AS facility_id, r.table_name AS table_name, r.day AS day, count(*) AS open_rows,
        sum(r.cells_expected) AS open_cells_expected, sum(r.cells_filled) AS open_cells_filled
      FROM "quality_reject" r
      LEFT JOIN (SELECT DISTINCT rejected_batch, rejected_line FROM "quality_settled") x ON x.rejected_batch = r.batch AND x.rejected_line = r.line
      WHERE x.rejected_batch IS NULL GROUP BY r.facility_id, r.table_name, r.day
    ) o ON o.table_name = q.table_name AND o.facility_id = q.facility_id AND o.day = q.day`
}

const SUMMED = [
  'rows_received',
  'rows_published',
  'rows_rejected',
  'rows_flagged',
  'rows_undated',
  'first_received',
  'first_published',
  'cells_expected',
  'cells_filled',
  'rows_on_time',
] as const

function unionOf(selects: readonly string[], empty: string): string {
  return selects.join(' UNION ALL ') || empty
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

/** loadPacks has checked that an owed table names both columns. */
function name(value: string | undefined): string {
  return `"${(value ?? '').replaceAll('"', '""')}"`
}

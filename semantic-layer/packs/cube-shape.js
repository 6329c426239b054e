/*
 * The shape every cube of a governance area shares: five dimensions by which authority is applied, the join that finds a fact's
 * facility and area as they were on its day, the refresh key and the monthly rollup. Imported by model files as './cube-shape.js',
 * which Cube resolves from the root of the model, in our process and in the official image alike. Plain standard SQL only: the same
 * text runs on DuckDB and on ClickHouse.
 */

import { EXTERNAL } from './storage.js'

/** As `reads`: whatever is published renews the cube. */
export const EVERYTHING = 'everything'
/** As `reads`: whatever facilities owe renews the cube, and nothing that the product writes by itself. */
export const OWED = 'owed'

/** Renewed whenever one of the tables, or the places facts are joined to, is published. */
const versionOf = (tables) => {
  if (tables === EVERYTHING) return 'SELECT max(version) FROM table_state'
  const named = tables === OWED ? [] : tables
  const places = [...named, 'facility', 'area'].map((name) => `'${name}'`).join(', ')
  const owed = tables === OWED ? ' OR table_name IN (SELECT table_name FROM reporting_owed)' : ''
  return `SELECT max(version) FROM table_state WHERE table_name IN (${places})${owed}`
}

const column = (name, type = 'string') => ({ sql: (CUBE) => `${CUBE}.${name}`, type })
const place = {
  provinceCode: column('province_code'),
  cityCode: column('city_code'),
  countyCode: column('county_code'),
}

const rollup = (own, dimensions, refresh) => ({
  byMonth: {
    measures: (CUBE) => own.map((name) => CUBE[name]),
    dimensions: (CUBE) => dimensions.map((name) => CUBE[name]),
    time_dimension: (CUBE) => CUBE.date,
    granularity: 'month',
    external: EXTERNAL,
    // A span of days inside a month must not be answered by whole months.
    allow_non_strict_date_range_match: false,
    refresh_key: refresh,
  },
})

/** What a month's value can be made of, given the values of its parts. */
const additive = (measures) =>
  Object.keys(measures).filter((name) => ['sum', 'max', 'min'].includes(measures[name].type))

/*
 * What both kinds of cube take beside their facts:
 *   dimensions  further dimensions, name to column; `derived` those that are no bare text column
 *   reads       tables whose publication renews it, where they are not those its figures are made from
 *   rolledUp    false: no monthly rollup, because no board draws its figures; `tooFine` names dimensions the rollup leaves out
 *   unrolled    instead of both: why a board's figures are answered from the rows themselves
 */
function shaped(about, sql, own) {
  const { pack, tables, scope, grain, measures, dimensions = {}, derived = {}, reads = tables } = about
  const { unrolled, rolledUp = unrolled === undefined, tooFine = [] } = about
  const refresh = { sql: () => versionOf(reads), every: '1 second' }
  const more = Object.fromEntries(Object.entries(dimensions).map(([name, from]) => [name, column(from)]))
  const kept = [...Object.keys(own), ...Object.keys(more), ...Object.keys(derived)].filter(
    (name) => name !== 'date' && !tooFine.includes(name),
  )
  return {
    sql: () => sql,
    meta: { pack, scope, grain, tables, ...(unrolled ? { unrolled } : {}) },
    refresh_key: refresh,
    measures,
    dimensions: { ...own, ...more, ...derived },
    ...(rolledUp ? { pre_aggregations: rollup(additive(measures), kept, refresh) } : {}),
  }
}

/* No two joined tables share a column's name: ClickHouse gives a column that two of them have no plain name in the result. */
const AREAS =
  '(SELECT area_code AS at_area, now_code, level AS at_level, city_code AS at_city, province_code AS at_province FROM area_now)'

const factsOf = ({ facts, tables }) => facts ?? `SELECT * FROM ${tables[0]}`

/** The three codes of an area's own row: above the counties it is in no county. */
const codesOf = `CASE WHEN a.at_level = 'county' THEN a.now_code ELSE '' END AS county_code,
      CASE WHEN a.at_level = 'city' THEN a.now_code ELSE coalesce(a.at_city, '') END AS city_code, a.at_province AS province_code`

/** Rows with `facility_id` and a day, and where and what the facility was on that day. */
const atFacility = (facts, day) => `
    SELECT x.*, CAST(x.${day} AS TIMESTAMP) AS day_at, f.at_tier AS tier, f.at_category AS category, a.now_code AS county_code,
      coalesce(a.at_city, '') AS city_code, a.at_province AS province_code
    FROM (${facts}) x
    JOIN (SELECT facility_id AS at_facility, tier AS at_tier, category AS at_category, county_code AS at_county, since AS at_since,
      until AS at_until FROM facility_at) f
      ON f.at_facility = x.facility_id AND x.${day} >= f.at_since AND x.${day} < f.at_until
    JOIN ${AREAS} a ON a.at_area = f.at_county`

/**
 * A cube whose rows belong to a facility.
 * @param about.facts SQL of rows with `facility_id` and the column named by `day`; the first table's rows as they are without it
 * @param about.placed instead of both: SQL of rows that have `day_at`, tier, category and the three codes already
 */
export function facilityCube(about) {
  const sql = about.placed ?? atFacility(factsOf(about), about.day)
  return shaped({ ...about, scope: 'facility' }, sql, {
    ...place,
    facilityId: column('facility_id'),
    tier: column('tier'),
    category: column('category'),
    date: column('day_at', 'time'),
  })
}

/**
 * A cube whose rows belong to an area; a row of a city or province stands above the counties and is in no county.
 * @param about.facts SQL of rows with `area_code` and the column named by `day`; the first table's rows as they are without it
 */
export function areaCube(about) {
  const { day } = about
  const sql = `
    SELECT x.*, CAST(x.${day} AS TIMESTAMP) AS day_at, ${codesOf}
    FROM (${factsOf(about)}) x
    JOIN ${AREAS} a ON a.at_area = x.area_code`
  return shaped({ ...about, scope: 'area' }, sql, {
    ...place,
    facilityId: { sql: () => `''`, type: 'string', public: false },
    date: column('day_at', 'time'),
  })
}

/**
 * As `placed` of a facility cube: rows of a table with `facility_id` and `area_code`, of which those with an empty facility are about the area itself
 * and stand above its facilities, in no tier and category.
 */
export function facilityOrArea({ table, day }) {
  return `${atFacility(`SELECT * FROM ${table} WHERE facility_id <> ''`, day)}
    UNION ALL
    SELECT x.*, CAST(x.${day} AS TIMESTAMP) AS day_at, '' AS tier, '' AS category, ${codesOf}
    FROM (SELECT * FROM ${table} WHERE facility_id = '') x
    JOIN ${AREAS} a ON a.at_area = x.area_code`
}

/** What holds without an end is spread over the months before this day. */
export const HORIZON = "DATE '2045-01-01'"

/** A yearly or dated row holds from the month of `since` until the month of `until` (exclusive), a row for each month. */
export const heldMonths = (rows, since, until) => `
  SELECT h.*, m.month_start AS held_month FROM (${rows}) h CROSS JOIN calendar_month m
  WHERE m.month_end >= h.${since} AND m.month_start < h.${until} AND m.month_start < ${HORIZON}`

const words = ([zh, en]) => ({ zh, en })

const named = ([zh, en]) => ({ zh, en })

/** A version that held before; what it does not say is the current one's. */
const before = ({ name, formula, change, ...rest }) => ({
  ...rest,
  formula: words(formula),
  ...(name ? named(name) : {}),
  ...(change ? { change: words(change) } : {}),
})

/**
 * `meta.indicator` from the area's common part and short forms: names, unit, formula and what changed as [Chinese, English]. `earlier` are the
 * versions before, the newest first: each names the measures it is made of.
 */
const declared = (common, { name, unit, formula, change, earlier, ...rest }) => ({
  ...common,
  ...named(name),
  unit: words(unit),
  formula: words(formula),
  ...(change ? { change: words(change) } : {}),
  ...(earlier ? { earlier: earlier.map(before) } : {}),
  ...rest,
})

/**
 * Measured, never offered by itself: a part of a quotient, or what a screen draws from. `quotient` says why quotients of single rows are added up,
 * where that is meant.
 */
export const part = (sql, type = 'sum', quotient = undefined) => ({
  sql: () => sql,
  type,
  meta: { part: true, ...(quotient ? { quotient } : {}) },
})

/** Several parts that add up, measure to column or expression. */
export const parts = (named) => Object.fromEntries(Object.entries(named).map(([name, sql]) => [name, part(sql)]))

/** Whom a rate stands over: 常住人口 for what a place has (density), 参保人 for what the insured use (flow). */
export const RESIDENTS = { measure: 'population.residents', table: 'population' }
export const INSURED = { measure: 'population.insured', table: 'insured_person' }

/** Makers of measures for one governance area; `common` is what its indicators share. */
export function measuresOf(common) {
  const base = {
    evidence: 'default',
    version: '2026.1',
    effectiveFrom: '2026-01-01',
    sensitivity: 'aggregate',
    per: 1,
    ...common,
  }
  const added =
    (defaults) =>
    (sql, { rates, ...about }) => ({
      sql: () => sql,
      type: 'sum',
      meta: {
        indicator: declared({ ...base, format: 'count', digits: 0, direction: 'monitor', ...defaults }, about),
        ...(rates ? { rates } : {}),
      },
    })
  /* Never a whole number, so that no engine divides without a remainder. */
  const decimal = (factor) => (Number.isInteger(factor) ? `${factor}.0` : String(factor))
  const quotient = (defaults) => (numerator, denominator, about) => ({
    sql: (CUBE) => `${CUBE[numerator]} * ${decimal(about.per ?? 1)} / nullif(${CUBE[denominator]}, 0)`,
    type: 'number',
    meta: { indicator: declared({ ...base, kind: 'ratio', ...defaults, numerator, denominator }, about) },
  })
  return {
    /** Added up over everything; a whole number unless it says otherwise. */
    sum: added({ kind: 'sum' }),
    /** Added up over places; over time its last month counts. */
    stock: added({ kind: 'stock' }),
    yuan: (sql, about) => added({ kind: 'sum', format: 'money' })(sql, { unit: ['元', 'yuan'], ...about }),
    part,
    parts,
    /** Share of one sum in another. */
    share: (numerator, denominator, about) =>
      quotient({ format: 'percent', digits: 1 })(numerator, denominator, { unit: ['%', '%'], ...about }),
    /** One sum over another, times `per`. */
    ratio: quotient({ format: 'decimal', digits: 2 }),
    /** Different things counted once. `suppressOn` names a sum that is there whenever the thing is. */
    distinct: (sql, about) => ({
      sql: () => sql,
      type: 'count_distinct',
      meta: {
        indicator: declared(
          { suppressBelow: 1, ...base, format: 'count', digits: 0, direction: 'monitor', kind: 'distinct' },
          about,
        ),
      },
    }),
    /**
     * A sum per residents, or `over` whom else it names (`INSURED`); stands in `rates` of its numerator, under the name `id`. A version before
     * that stood over others names them with `over` too.
     */
    rate: (id, numerator, { over = RESIDENTS, earlier, ...about }) => {
      const own = about.tables ?? base.tables
      const parts = (people) => ({ numerator, denominator: people.measure, tables: [...own, people.table] })
      const before = earlier?.map(({ over: whom = over, ...one }) => ({ ...parts(whom), ...one }))
      const said = { ...about, ...(before ? { earlier: before } : {}) }
      return {
        ...declared({ ...base, format: 'decimal', digits: 2, direction: 'monitor', kind: 'rate' }, said),
        ...parts(over),
        name: id,
      }
    },
  }
}

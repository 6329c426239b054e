import type { History, WarehouseTable } from '../packs/contract'
import { quoteName } from './sql'

/** The first day any row may carry, and the day after the last: the bounds of an interval that has none. */
export const SINCE_EVER = '1800-01-01'
export const OPEN_END = '2200-01-01'
/** A chain of successors longer than this is taken for a circle. */
const LONGEST_CHAIN = 32

/**
 * Views of a dimension whose entities change.
 *
 * - `<table>`: each entity's newest row.
 * - `<table>_at`: every row with `since` and `until` (exclusive). The first row of an entity reaches back to `SINCE_EVER`, whatever
 *   its date, and the newest ahead to `OPEN_END`: a fact finds exactly one row on any day and none is lost.
 * - `<table>_now`, where a successor is declared: one row an entity, `now_code` the entity that stands in its place today (itself when
 *   nobody took over) and today's row of that one. A circle, or a successor nobody knows, ends the chain there.
 *
 * @param rows SQL of all published rows
 * @param columns names of their columns
 * @param create how each is begun; an engine that would compute them anew for every question keeps them as tables
 */
export function historyViews(
  table: WarehouseTable,
  history: History,
  rows: string,
  columns: readonly string[],
  create = 'CREATE OR REPLACE VIEW',
): string[] {
  const entity = history.entity.map(quoteName).join(', ')
  const from = quoteName(history.from)
  const shown = columns.map(quoteName).join(', ')
  const { name } = table
  return [
    `${create} ${quoteName(name)} AS SELECT ${shown} FROM (
      SELECT *, row_number() OVER (PARTITION BY ${entity} ORDER BY ${from} DESC NULLS LAST) AS _newest FROM (${rows}))
      WHERE _newest = 1`,
    `${create} ${quoteName(`${name}_at`)} AS SELECT ${shown},
      CASE WHEN _place = 1 THEN DATE '${SINCE_EVER}' ELSE ${from} END AS since,
      coalesce(_next, DATE '${OPEN_END}') AS until FROM (
      SELECT *, row_number() OVER by_age AS _place, lead(${from}) OVER by_age AS _next FROM (${rows})
      WINDOW by_age AS (PARTITION BY ${entity} ORDER BY ${from} NULLS FIRST))`,
    ...(history.successor === undefined
      ? []
      : [`${create} ${quoteName(`${name}_now`)} AS ${nowQuery(table, history, history.successor, columns)}`]),
  ]
}

function nowQuery(table: WarehouseTable, history: History, successor: string, columns: readonly string[]): string {
  const [entity, ...more] = history.entity
  if (entity === undefined || more.length > 0)
    throw new Error(`${table.name}: a successor is named by one column, so its entity must be one column too.`)
  const id = quoteName(entity)
  const newest = quoteName(table.name)
  const others = columns
    .filter((name) => name !== entity)
    .map((name) => `today.${quoteName(name)} AS ${quoteName(name)}`)
  return `WITH RECURSIVE link AS (
      SELECT one.${id} AS here, next.${id} AS there FROM ${newest} one
      LEFT JOIN ${newest} next ON next.${id} = one.${quoteName(successor)}
    ), chain AS (
      SELECT here AS code, here AS reached, there, 0 AS hops FROM link
      UNION ALL
      SELECT chain.code, link.here, link.there, chain.hops + 1 FROM chain JOIN link ON link.here = chain.there
      WHERE chain.hops < ${LONGEST_CHAIN}
    ), ended AS (SELECT code, reached FROM chain WHERE there IS NULL)
    SELECT past.${id} AS ${id}, today.${id} AS now_code, ${others.join(', ')} FROM ${newest} past
    LEFT JOIN ended ON ended.code = past.${id}
    JOIN ${newest} today ON today.${id} = coalesce(ended.reached, past.${id})`
}

import { areaCube, heldMonths, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '各项规划与行动计划的目标值（见每条目标的来源）',
  owner: '规划发展与信息化处',
  tables: ['target'],
})

/* How many targets are set. The values themselves are not added up: `targetValues` has a row for each. */
cube(
  'targets',
  areaCube({
    pack: 'targets',
    tables: ['target'],
    grain: 'month',
    facts: heldMonths(
      `SELECT area_code, indicator, source, evidence, year_start, coalesce(max(year_start) OVER (
        PARTITION BY indicator, area_code, tier ORDER BY year_start ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING), DATE '2099-12-31') AS ends
       FROM target`,
      'year_start',
      'ends',
    ),
    day: 'held_month',
    unrolled: 'a few hundred targets, spread over the months as they are asked for',
    dimensions: { evidence: 'evidence', indicator: 'indicator', source: 'source' },
    measures: {
      set: m.stock('1', {
        name: ['已设目标数', 'Targets set'],
        unit: ['条', 'targets'],
        formula: [
          '期末有效的目标条数（到下一年度目标为止；可按依据、指标、来源分解）',
          'Targets in force at the end of the period, each until its next; by evidence, indicator and source',
        ],
      }),
      policy: m.stock("CASE WHEN evidence = 'policy' THEN 1 ELSE 0 END", {
        name: ['政策目标数', 'Targets from policy'],
        unit: ['条', 'targets'],
        formula: ['期末有效且有政策来源的目标条数', 'Targets in force that stand in a policy document'],
      }),
    },
  }),
)

/*
 * The targets one by one: its rows are read whole, with all dimensions, and which of them holds for a figure is decided by the indicator client.
 * Two rows never share all of them, so `value` is no sum of anything.
 */
cube(
  'targetValues',
  areaCube({
    pack: 'targets',
    tables: ['target'],
    grain: 'day',
    day: 'year_start',
    rolledUp: false,
    dimensions: {
      indicator: 'indicator',
      areaCode: 'area_code',
      forTier: 'tier',
      direction: 'direction',
      source: 'source',
      evidence: 'evidence',
    },
    measures: { value: m.part('value') },
  }),
)

import { areaCube, heldMonths, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '各项规划与行动计划的目标值（见每条目标的来源）',
  owner: '规划发展与信息化处',
  tables: ['target'],
})

/* How many targets are set. The values themselves are not added up: they are read from the table, one by one. */
cube(
  'targets',
  areaCube({
    pack: 'targets',
    tables: ['target'],
    grain: 'month',
    facts: heldMonths(
      `SELECT area_code, indicator, evidence, year_start, CAST(concat(CAST(extract(YEAR FROM year_start) + 1 AS VARCHAR), '-01-01') AS DATE) AS next_year
       FROM target`,
      'year_start',
      'next_year',
    ),
    day: 'held_month',
    rolledUp: false,
    dimensions: { evidence: 'evidence' },
    measures: {
      set: m.stock('1', {
        name: ['已设目标数', 'Targets set'],
        unit: ['条', 'targets'],
        formula: [
          '期末所在年度的目标条数（可按依据分解）',
          'Targets of the year of the period’s last month, by evidence',
        ],
      }),
      policy: m.stock("CASE WHEN evidence = 'policy' THEN 1 ELSE 0 END", {
        name: ['政策目标数', 'Targets from policy'],
        unit: ['条', 'targets'],
        formula: ['期末所在年度有政策来源的目标条数', 'Targets of that year that stand in a policy document'],
      }),
    },
  }),
)

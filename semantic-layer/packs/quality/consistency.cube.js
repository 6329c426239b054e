import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '本产品口径：及时性、完整性、规范性、一致性（docs/quality.md）',
  owner: '规划发展与信息化处',
  tables: ['reconciliation_result'],
})

/* Tables that count the same thing, compared by facility and month over the months both were sent. */
cube(
  'consistency',
  facilityCube({
    pack: 'quality',
    tables: ['reconciliation_result'],
    grain: 'month',
    facts: `SELECT reconciliation, facility_id, month, CASE WHEN "within" THEN 1 ELSE 0 END AS agreed FROM reconciliation_result`,
    day: 'month',
    dimensions: { reconciliation: 'reconciliation' },
    measures: {
      ...m.parts({ compared: '1', agreed: 'agreed' }),
      rate: m.share('agreed', 'compared', {
        name: ['一致率', 'Consistency'],
        direction: 'higher',
        formula: [
          '两表数值之差在允许范围内的机构月 ÷ 两表都已报送的机构月（首页出院人次与月报等，默认 ±2%，可由卫生健康委调整）',
          'Facility-months whose two tables agree within the tolerance ÷ those that sent both (front pages against the return and the like; ±2 % unless the commission sets another)',
        ],
      }),
    },
  }),
)

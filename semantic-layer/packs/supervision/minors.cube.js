import { facilityCube, measuresOf } from './cube-shape.js'

/*
 * Counts of an institution and month, and yet of so few that the count alone tells of a child: for grants of the sensitivity `case`, on no board
 * and on no wall. Not suppressed, because one case that was not reported is what is looked for.
 */
const m = measuresOf({
  standard: '《未成年人保护法》第十一条；《关于建立侵害未成年人案件强制报告制度的意见（试行）》（高检发〔2020〕9号）',
  owner: '医政处',
  tables: ['minor_duty_month'],
  sensitivity: 'case',
})

cube(
  'minorDuty',
  facilityCube({
    pack: 'supervision',
    tables: ['minor_duty_month'],
    grain: 'month',
    day: 'month_start',
    rolledUp: false,
    measures: {
      diagnoses: m.part('high_risk'),
      reported: m.part('reported'),
      unreported: m.sum('high_risk - reported', {
        name: ['未成年人高风险诊断未报告例数', 'High-risk diagnoses of minors not reported'],
        unit: ['例', 'cases'],
        direction: 'lower',
        formula: [
          '未成年人高风险诊断例数 − 已强制报告例数',
          'High-risk diagnoses of minors − those reported to the authorities',
        ],
      }),
      reportedShare: m.share('reported', 'diagnoses', {
        name: ['未成年人高风险诊断报告率', 'High-risk diagnoses of minors reported'],
        direction: 'higher',
        formula: [
          '已强制报告例数 ÷ 未成年人高风险诊断例数',
          'Reported to the authorities ÷ high-risk diagnoses of minors',
        ],
      }),
    },
  }),
)

import { facilityCube, measuresOf } from './cube-shape.js'

/* The ten roles of the EMR standard, one under the other, for the radar; each year's grading stands in its own year. */
const ROLES = {
  ward_physician: '病房医师',
  ward_nurse: '病房护士',
  clinic_physician: '门诊医师',
  examination: '检查科室',
  laboratory: '检验处理',
  treatment: '治疗信息处理',
  support: '医疗保障',
  records: '病历管理',
  record_basis: '电子病历基础',
  information_use: '信息利用',
}
const roles = measuresOf({
  standard: '电子病历系统应用水平分级评价标准（试行）（国卫办医函〔2018〕1079号）',
  owner: '规划发展与信息化处',
  tables: ['emr_grade'],
})

cube(
  'emrRoles',
  facilityCube({
    pack: 'informatisation',
    tables: ['emr_grade'],
    grain: 'month',
    facts: Object.entries(ROLES)
      .map(
        ([column, role]) =>
          `SELECT facility_id, year_start, '${role}' AS role, ${column} AS score FROM emr_grade WHERE ${column} IS NOT NULL`,
      )
      .join(' UNION ALL '),
    day: 'year_start',
    rolledUp: false,
    dimensions: { role: 'role' },
    measures: {
      scores: roles.part('score'),
      scored: roles.part('1'),
      meanScore: roles.ratio('scores', 'scored', {
        name: ['电子病历角色平均得分', 'Mean score by role'],
        unit: ['分', 'points'],
        direction: 'higher',
        formula: ['角色得分之和 ÷ 得分数（按年度；可按角色分解）', 'Scores ÷ number of scores, by year; by role'],
      }),
    },
  }),
)

import { facilityCube, HORIZON, measuresOf } from './cube-shape.js'

const HOSPITAL = "k.category IN ('general', 'traditional', 'maternal', 'specialised')"

/**
 * Every hospital in every month since the first grading, with the grade it holds in that month: a hospital without one counts in the
 * denominator and stands among the ungraded. `max` over the one following row is the next grading.
 */
const gradedMonths = (table, columns, only = '1 = 1') => `
  SELECT k.facility_id AS facility_id, m.month_start AS held_month, ${columns.map((name) => `g.${name} AS ${name}`).join(', ')},
    CASE WHEN g.since IS NULL THEN 0 ELSE 1 END AS graded
  FROM facility k CROSS JOIN calendar_month m
  LEFT JOIN (
    SELECT r.*, c.month_start AS in_month FROM (
      SELECT facility_id, ${columns.join(', ')}, year_start AS since, coalesce(
        max(year_start) OVER (PARTITION BY facility_id ORDER BY year_start ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING), ${HORIZON}) AS ends
      FROM ${table} WHERE ${only}
    ) r CROSS JOIN calendar_month c WHERE c.month_start >= r.since AND c.month_start < r.ends
  ) g ON g.facility_id = k.facility_id AND g.in_month = m.month_start
  WHERE ${HOSPITAL} AND m.month_start >= (SELECT min(year_start) FROM ${table} WHERE ${only}) AND m.month_start < ${HORIZON}
    AND coalesce(k.opened_on, DATE '1900-01-01') <= m.month_end AND coalesce(k.closed_on, DATE '2099-12-31') >= m.month_start`

const hospitals = ['家', 'hospitals']
const note = '达到 n 级指不低于 n 级（累计口径）'

const emr = measuresOf({
  standard: `电子病历系统应用水平分级评价标准（试行）（国卫办医函〔2018〕1079号）；${note}`,
  owner: '规划发展与信息化处',
  tables: ['emr_grade'],
})
const AT_LEAST = [3, 4, 5]
const target = (level) =>
  ({
    4: { min: 0.8, source: '渝卫发〔2023〕70号 表1：三级医院 4 级占比 2025年 80%、2027年 100%', evidence: 'policy' },
    5: { min: 0.05, source: '渝卫发〔2023〕70号 表1：三级医院 5 级占比 2025年 ≥5%、2027年 ≥10%', evidence: 'policy' },
  })[level]

cube(
  'emrGrades',
  facilityCube({
    pack: 'informatisation',
    tables: ['emr_grade'],
    grain: 'month',
    facts: gradedMonths('emr_grade', ['level', 'score']),
    day: 'held_month',
    measures: {
      hospitals: emr.stock('1', {
        name: ['应参评医院数', 'Hospitals to be graded'],
        unit: hospitals,
        formula: ['期末开业的医院数（含未评）', 'Hospitals open at the end of the period, graded or not'],
      }),
      ungraded: emr.stock('1 - graded', {
        name: ['未评级医院数', 'Hospitals without a grade'],
        unit: hospitals,
        direction: 'lower',
        formula: ['期末没有电子病历评级的医院数', 'Hospitals without a grade at the end of the period'],
      }),
      levels: emr.stock('level', {
        name: ['电子病历级别合计', 'Levels added up'],
        unit: ['级', 'levels'],
        formula: ['已评级医院的级别之和', 'Levels of the graded hospitals, added up'],
      }),
      graded: emr.stock('graded', {
        name: ['已评级医院数', 'Hospitals graded'],
        unit: hospitals,
        formula: ['期末有电子病历评级的医院数', 'Hospitals with a grade at the end of the period'],
      }),
      meanLevel: emr.ratio('levels', 'graded', {
        name: ['电子病历平均级别', 'Mean level'],
        unit: ['级', 'levels'],
        direction: 'higher',
        formula: ['级别之和 ÷ 已评级医院数', 'Levels ÷ hospitals graded'],
      }),
      ...Object.fromEntries(
        AT_LEAST.flatMap((level) => [
          [
            `atLeast${level}`,
            emr.stock(`CASE WHEN graded = 1 AND level >= ${level} THEN 1 ELSE 0 END`, {
              name: [`电子病历 ${level} 级及以上医院数`, `Hospitals at level ${level} or above`],
              unit: hospitals,
              direction: 'higher',
              formula: [
                `期末达到 ${level} 级及以上的医院数`,
                `Hospitals at level ${level} or above at the end of the period`,
              ],
            }),
          ],
          [
            `atLeast${level}Share`,
            emr.share(`atLeast${level}`, 'hospitals', {
              name: [`电子病历 ${level} 级及以上占比`, `Share at level ${level} or above`],
              direction: 'higher',
              formula: [
                `达到 ${level} 级及以上的医院数 ÷ 应参评医院数（按机构级别筛选；含未评）`,
                `Hospitals at level ${level} or above ÷ hospitals to be graded; filter by tier; ungraded count`,
              ],
              ...(target(level) ? { target: target(level), evidence: 'policy' } : {}),
            }),
          ],
        ]),
      ),
    },
  }),
)

const interop = measuresOf({
  standard: `国家医疗健康信息医院信息互联互通标准化成熟度测评；${note}`,
  owner: '规划发展与信息化处',
  tables: ['interop_grade'],
})

cube(
  'interopGrades',
  facilityCube({
    pack: 'informatisation',
    tables: ['interop_grade'],
    grain: 'month',
    facts: gradedMonths('interop_grade', ['level']),
    day: 'held_month',
    measures: {
      hospitals: interop.stock('1', {
        name: ['应测评医院数（互联互通）', 'Hospitals to be tested for interoperability'],
        unit: hospitals,
        formula: ['期末开业的医院数（含未评）', 'Hospitals open at the end of the period, graded or not'],
      }),
      atLeastFour: interop.stock(
        "CASE WHEN level IN ('四级乙等', '四级甲等', '五级乙等', '五级甲等') THEN 1 ELSE 0 END",
        {
          name: ['互联互通四级乙等及以上医院数', 'Hospitals at grade 4B or above'],
          unit: hospitals,
          direction: 'higher',
          formula: ['期末达到四级乙等及以上的医院数', 'Hospitals at grade 4B or above at the end of the period'],
        },
      ),
      atLeastFourShare: interop.share('atLeastFour', 'hospitals', {
        name: ['互联互通四级及以上占比', 'Share at grade 4 or above'],
        direction: 'higher',
        evidence: 'policy',
        formula: [
          '达到四级乙等及以上的医院数 ÷ 应测评医院数（按机构级别筛选；含未评）',
          'Hospitals at grade 4B or above ÷ hospitals; filter by tier; ungraded count',
        ],
        target: {
          min: 0.6,
          source: '渝卫发〔2023〕70号 表1：三级医院 2025年 ≥60%、2027年 ≥85%',
          evidence: 'policy',
        },
      }),
    },
  }),
)

const smart = measuresOf({
  standard:
    '医院智慧服务分级评估标准体系（试行）（国卫办医函〔2019〕236号）、医院智慧管理分级评估标准体系（试行）（国卫办医函〔2021〕86号）',
  owner: '规划发展与信息化处',
  tables: ['smart_grade'],
})
const smartShare = (kind, zh, en) => ({
  [`${kind}Hospitals`]: smart.stock(`CASE WHEN kind = '${zh}' THEN 1 ELSE 0 END`, {
    name: [`应评估医院数（${zh}）`, `Hospitals to be assessed for ${en}`],
    unit: hospitals,
    formula: ['期末开业的医院数（含未评）', 'Hospitals open at the end of the period, graded or not'],
  }),
  [`${kind}AtLeast2`]: smart.stock(`CASE WHEN kind = '${zh}' AND level >= 2 THEN 1 ELSE 0 END`, {
    name: [`${zh} 2 级及以上医院数`, `Hospitals at level 2 or above in ${en}`],
    unit: hospitals,
    direction: 'higher',
    formula: ['期末达到 2 级及以上的医院数', 'Hospitals at level 2 or above at the end of the period'],
  }),
  [`${kind}Share`]: smart.share(`${kind}AtLeast2`, `${kind}Hospitals`, {
    name: [`${zh} 2 级及以上占比`, `Share at level 2 or above in ${en}`],
    direction: 'higher',
    formula: [
      '达到 2 级及以上的医院数 ÷ 医院数（含未评）',
      'Hospitals at level 2 or above ÷ hospitals; ungraded count',
    ],
  }),
})

cube(
  'smartGrades',
  facilityCube({
    pack: 'informatisation',
    tables: ['smart_grade'],
    grain: 'month',
    facts: ['智慧服务', '智慧管理']
      .map(
        (kind) =>
          `SELECT z.*, '${kind}' AS kind FROM (${gradedMonths('smart_grade', ['level'], `kind = '${kind}'`)}) z`,
      )
      .join(' UNION ALL '),
    day: 'held_month',
    rolledUp: false,
    measures: {
      ...smartShare('service', '智慧服务', 'smart service'),
      ...smartShare('management', '智慧管理', 'smart management'),
    },
  }),
)

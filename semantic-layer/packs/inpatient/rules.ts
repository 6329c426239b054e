import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'cost-index-high',
    title: { zh: '费用消耗指数连续三个月高于 1.3', en: 'Cost index above 1.3 three months running' },
    indicator: 'inpatient.costIndex',
    by: 'facility',
    grain: 'month',
    level: 'III',
    when: { kind: 'threshold', op: '>', value: 1.3, months: 3 },
    advice: {
      zh: '按 DRG 组下钻，抽查高费用病例的收费与编码。',
      en: 'Drill down by DRG; examine charges and coding of the dearest cases.',
    },
    version: '2026.1',
  },
  {
    id: 'occupancy-high',
    title: { zh: '病床使用率连续两个月高于 95%', en: 'Bed occupancy above 95 % two months running' },
    indicator: 'beds.occupancy',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '>', value: 0.95, months: 2 },
    advice: {
      zh: '核对加床与分流，必要时协调周边机构收治。',
      en: 'Check extra beds and diversion; arrange admissions with neighbouring institutions if needed.',
    },
    version: '2026.1',
  },
  {
    id: 'low-risk-death',
    title: { zh: '低风险组出现死亡病例', en: 'A death in the low-risk group' },
    indicator: 'inpatient.lowRiskMortality',
    by: 'facility',
    grain: 'month',
    level: 'III',
    when: { kind: 'threshold', op: '>', value: 0, months: 1 },
    advice: {
      zh: '调阅病例组织院内死亡讨论，核对分组与离院方式。',
      en: 'Have the case reviewed in the hospital; check its grouping and way of discharge.',
    },
    version: '2026.1',
  },
  {
    id: 'discharges-not-reported',
    title: { zh: '出院病案首页整月未报', en: 'Discharges not reported for a whole month' },
    indicator: 'inpatient.discharges',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'not-reported', months: 1 },
    advice: {
      zh: '联系机构病案与信息部门，限期补报并说明原因。',
      en: 'Ask the records and information departments for the missing pages and the reason.',
    },
    version: '2026.1',
  },
]

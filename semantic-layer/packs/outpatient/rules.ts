import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'drug-share-three-months',
    title: { zh: '药占比连续三个月超过 30%', en: 'Drug share above 30 % three months running' },
    indicator: 'income.drugShare',
    by: 'facility',
    grain: 'month',
    level: 'III',
    when: { kind: 'threshold', op: '>', value: 0.3, steps: 3 },
    advice: {
      zh: '核对药品收入口径与科室构成，约谈机构并要求提交控费措施。',
      en: 'Check how drug income was counted and which departments drive it; ask the institution for its measures.',
    },
    version: '2026.1',
  },
  {
    id: 'visits-not-reported',
    title: { zh: '门急诊与收入日报整月未报', en: 'Visits and income not reported for a whole month' },
    indicator: 'outpatient.visits',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'not-reported', steps: 1 },
    advice: {
      zh: '联系机构确认上报接口与责任人，限期补报。',
      en: 'Ask the institution about its feed and who answers for it; set a date for the missing files.',
    },
    version: '2026.1',
  },
  {
    id: 'visits-fall',
    title: {
      zh: '门急诊量连续两个月较上年同期下降过半',
      en: 'Visits fell by more than half against last year, two months running',
    },
    indicator: 'outpatient.visits',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'change', against: 'sameLastYear', direction: 'fall', by: 0.5, unit: 'share', steps: 2 },
    owner: 'supervisor',
    suppress: { newYear: { before: 7, after: 15 } },
    advice: {
      zh: '先核对是否少报，再了解停诊、搬迁或人员变动。',
      en: 'Check first whether reports are missing, then whether it closed wards, moved or lost staff.',
    },
    version: '2026.1',
  },
  {
    id: 'cost-per-visit-special',
    title: { zh: '县域次均门诊费用超出自身波动', en: 'Cost per visit of a county beyond ordinary variation' },
    indicator: 'outpatient.costPerVisit',
    by: 'county',
    grain: 'month',
    level: 'IV',
    when: { kind: 'xmr', rules: ['outside', 'trend'], side: 'above', baseline: 24 },
    smallest: { base: 1000 },
    owner: 'supervisor',
    recovery: 2,
    suppress: { newYear: { before: 7, after: 15 } },
    advice: {
      zh: '按机构、药品与检查下钻，查找推高因素。',
      en: 'Drill down by institution, drugs and examinations for what drives it.',
    },
    version: '2026.1',
  },
]

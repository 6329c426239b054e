import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'drug-share-three-months',
    title: { zh: '药占比连续三个月超过 30%', en: 'Drug share above 30 % three months running' },
    indicator: 'income.drugShare',
    by: 'facility',
    grain: 'month',
    level: 'III',
    when: { kind: 'threshold', op: '>', value: 0.3, months: 3 },
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
    when: { kind: 'not-reported', months: 1 },
    advice: {
      zh: '联系机构确认上报接口与责任人，限期补报。',
      en: 'Ask the institution about its feed and who answers for it; set a date for the missing files.',
    },
    version: '2026.1',
  },
]

import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'vaccination-low',
    title: { zh: '免疫规划疫苗接种率连续三个月低于 90%', en: 'Vaccination coverage below 90 % three months running' },
    indicator: 'vaccinations.coverage',
    by: 'county',
    grain: 'month',
    level: 'III',
    when: { kind: 'threshold', op: '<', value: 0.9, months: 3 },
    advice: {
      zh: '按疫苗与剂次下钻，核对应种底册与疫苗供应，组织查漏补种。',
      en: 'Drill down by vaccine and dose, check the list of children due and the supply, organise catch-up.',
    },
    version: '2026.1',
  },
]

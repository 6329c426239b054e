import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'beds-short',
    title: { zh: '县域每千人口床位偏低', en: 'County short of beds' },
    indicator: 'resources.bedsPerThousand',
    by: 'county',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '<', value: 3, months: 3 },
    advice: {
      zh: '核对床位上报与常住人口口径，在规划页模拟补充方案。',
      en: 'Check the reported beds and the population used; simulate additions on the planning page.',
    },
    version: '2026.1',
  },
]

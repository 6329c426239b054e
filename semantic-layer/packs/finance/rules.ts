import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'cost-and-drugs',
    title: { zh: '费用与用药两项规则同时触发', en: 'Cost index and drug share high together' },
    indicator: 'inpatient.costIndex',
    by: 'facility',
    grain: 'month',
    level: 'II',
    when: { kind: 'composite', mode: 'all', of: ['cost-index-high', 'drug-share-three-months'] },
    owner: 'supervisor',
    holdOff: 0,
    recovery: 2,
    advice: {
      zh: '优先核查：药品、耗材与编码一并约谈。',
      en: 'Both rules fire: look here first, at drugs, materials and coding together.',
    },
    version: '2026.1',
  },
]

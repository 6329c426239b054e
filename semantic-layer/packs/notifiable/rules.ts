import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'disease-surge',
    title: { zh: '传染病发病数骤升', en: 'Surge of a notifiable disease' },
    indicator: 'notifiable.cases',
    by: 'county',
    grain: 'month',
    level: 'II',
    when: { kind: 'surge', factor: 2, baseline: 3, floor: 20 },
    each: 'disease',
    advice: {
      zh: '组织疾控核实聚集性与病原，评估是否启动应急响应。',
      en: 'Have disease control verify clusters and the pathogen; judge whether to start the response.',
    },
    version: '2026.1',
  },
]

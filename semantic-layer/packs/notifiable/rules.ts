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
  {
    id: 'disease-above-season',
    title: { zh: '传染病发病数高于历年同期预警限', en: 'A notifiable disease above what its season lets expect' },
    indicator: 'notifiable.cases',
    by: 'county',
    grain: 'month',
    level: 'II',
    when: { kind: 'farrington', variant: 'flexible', years: 5, tail: 0.005, fewestCases: 5, limit: 'two-thirds' },
    each: 'disease',
    owner: 'commander',
    holdOff: 1,
    recovery: 2,
    advice: {
      zh: '核实聚集性与病原，与历年同期比对后决定是否启动响应。需五年历史数据。',
      en: 'Verify clusters and the pathogen, compare with earlier years, then decide on a response. Needs five years of history.',
    },
    version: '2026.1',
  },
]

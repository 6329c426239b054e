import type { Board } from '../contract'

export const board: Board = {
  pack: 'supervision',
  title: { zh: '智能监管', en: 'Smart supervision' },
  order: 170,
  tiles: [{ indicator: 'ruleHits.hits', compare: 'sameLastYear' }, { indicator: 'ruleHits.overrideShare' }],
  map: ['ruleHits.hits', 'ruleHits.overrideShare'],
  trend: ['ruleHits.hits', 'ruleHits.overrideShare'],
  rank: ['ruleHits.hits', 'ruleHits.overrideShare', 'ruleHits.upheldShare'],
}

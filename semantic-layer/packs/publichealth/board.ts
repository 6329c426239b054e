import type { Board } from '../contract'

export const board: Board = {
  pack: 'publichealth',
  title: { zh: '公共卫生服务', en: 'Public health' },
  order: 160,
  tiles: [
    { indicator: 'vaccinations.coverage', compare: 'sameLastYear' },
    { indicator: 'syndromes.influenzaShare', compare: 'previous' },
  ],
  map: ['vaccinations.coverage', 'syndromes.influenzaShare'],
  trend: ['vaccinations.coverage', 'syndromes.cases', 'syndromes.influenzaShare'],
  rank: ['vaccinations.coverage', 'syndromes.influenzaShare'],
}

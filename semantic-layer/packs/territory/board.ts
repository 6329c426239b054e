import type { Board } from '../contract'

export const board: Board = {
  pack: 'territory',
  title: { zh: '数据采集', en: 'Data collection' },
  order: 50,
  tiles: [{ indicator: 'reporting.coverage', compare: 'previous' }],
  map: ['reporting.coverage', 'population.residents'],
  trend: ['reporting.coverage'],
  rank: ['reporting.coverage'],
}

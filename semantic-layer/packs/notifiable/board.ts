import type { Board } from '../contract'

export const board: Board = {
  pack: 'notifiable',
  title: { zh: '法定传染病', en: 'Notifiable diseases' },
  order: 30,
  tiles: [{ indicator: 'notifiable.cases', compare: 'sameLastYear' }],
  map: ['notifiable.incidence', 'notifiable.cases'],
  trend: ['notifiable.cases', 'notifiable.incidence'],
  rank: ['notifiable.incidence'],
}

import type { Board } from '../contract'

export const board: Board = {
  pack: 'targets',
  title: { zh: '考核目标', en: 'Targets' },
  order: 180,
  tiles: [{ indicator: 'targets.set' }],
  map: ['targets.set'],
  trend: ['targets.set'],
  rank: ['targets.set'],
}

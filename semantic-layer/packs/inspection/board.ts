import type { Board } from '../contract'

export const board: Board = {
  pack: 'inspection',
  title: { zh: '卫生监督', en: 'Inspection' },
  order: 150,
  tiles: [
    { indicator: 'inspections.drawnEndedShare', compare: 'sameLastYear' },
    { indicator: 'inspections.penalties', compare: 'sameLastYear' },
  ],
  map: ['inspections.drawnEndedShare', 'inspections.faultyShare', 'creditTiers.lowShare'],
  trend: ['inspections.tasks', 'inspections.drawnEndedShare', 'inspections.penalties'],
  rank: ['inspections.drawnEndedShare', 'inspections.penaltyShare', 'creditTiers.lowShare'],
}

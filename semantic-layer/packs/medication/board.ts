import type { Board } from '../contract'

export const board: Board = {
  pack: 'medication',
  title: { zh: '合理用药', en: 'Rational use of medicines' },
  order: 120,
  tiles: [
    { indicator: 'medication.useDensity', compare: 'sameLastYear' },
    { indicator: 'drugs.procuredShare', compare: 'sameLastYear' },
  ],
  map: ['medication.useDensity', 'medication.essentialDischargeShare', 'drugs.procuredShare'],
  trend: ['medication.useDensity', 'medication.antibacterialDischargeShare', 'drugs.procuredShare', 'drugs.amount'],
  rank: ['medication.useDensity', 'drugs.procuredShare', 'drugs.specialShare', 'medication.essentialVisitShare'],
}

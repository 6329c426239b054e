import type { Board } from '../contract'

export const board: Board = {
  pack: 'outpatient',
  title: { zh: '门急诊与收入', en: 'Visits and income' },
  order: 10,
  tiles: [
    { indicator: 'outpatient.visits', compare: 'sameLastYear' },
    { indicator: 'income.total', compare: 'sameLastYear' },
    { indicator: 'income.drugShare', compare: 'sameLastYear' },
  ],
  map: ['income.drugShare', 'outpatient.visits', 'outpatient.costPerVisit', 'income.materialShare'],
  trend: ['outpatient.visits', 'income.total', 'income.drugShare', 'outpatient.costPerVisit'],
  rank: [
    'income.drugShare',
    'income.materialShare',
    'outpatient.costPerVisit',
    'income.serviceShare',
    'workload.visitsPerPhysicianDay',
  ],
}

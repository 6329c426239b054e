import type { Board } from '../contract'

export const board: Board = {
  pack: 'informatisation',
  title: { zh: '信息化建设', en: 'Informatisation' },
  order: 140,
  tiles: [
    { indicator: 'emrGrades.atLeast4Share', compare: 'sameLastYear' },
    { indicator: 'interopGrades.atLeastFourShare', compare: 'sameLastYear' },
    { indicator: 'dataCatalogue.collectedShare', compare: 'sameLastYear' },
  ],
  map: ['emrGrades.atLeast4Share', 'emrGrades.meanLevel', 'interopGrades.atLeastFourShare'],
  trend: ['emrGrades.meanLevel', 'emrGrades.atLeast4Share', 'dataCatalogue.shareableShare'],
  rank: ['emrGrades.meanLevel', 'dataCatalogue.claimedShare'],
}

import type { Board } from '../contract'

export const board: Board = {
  pack: 'finance',
  title: { zh: '收入结构与财务', en: 'Income structure and finance' },
  order: 110,
  tiles: [
    { indicator: 'incomeItems.materialPerHundred', compare: 'sameLastYear' },
    { indicator: 'incomeItems.labourShare', compare: 'sameLastYear' },
  ],
  map: ['incomeItems.materialPerHundred', 'incomeItems.labourShare', 'incomeItems.laboratoryShare'],
  trend: ['incomeItems.amount', 'incomeItems.materialPerHundred', 'incomeItems.labourShare'],
  rank: ['incomeItems.materialPerHundred', 'incomeItems.labourShare', 'incomeItems.examinationShare'],
}

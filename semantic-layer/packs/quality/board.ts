import type { Board } from '../contract'

export const board: Board = {
  pack: 'quality',
  title: { zh: '数据质量', en: 'Data quality' },
  order: 60,
  tiles: [
    { indicator: 'quality.timeliness', compare: 'previous' },
    { indicator: 'quality.completeness', compare: 'previous' },
    { indicator: 'quality.validity', compare: 'previous' },
    { indicator: 'consistency.rate', compare: 'previous' },
  ],
  map: ['quality.timeliness', 'quality.completeness', 'quality.validity', 'consistency.rate', 'reporting.coverage'],
  trend: ['reporting.coverage', 'quality.timeliness', 'quality.completeness', 'quality.validity', 'consistency.rate'],
  rank: [
    'reporting.coverage',
    'quality.timeliness',
    'quality.completeness',
    'quality.validity',
    'quality.firstPass',
    'consistency.rate',
  ],
  radar: ['quality.timeliness', 'quality.completeness', 'quality.validity', 'quality.firstPass'],
}

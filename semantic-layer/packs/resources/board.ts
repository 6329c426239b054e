import type { Board } from '../contract'

export const board: Board = {
  pack: 'resources',
  title: { zh: '资源配置', en: 'Resources' },
  order: 40,
  tiles: [{ indicator: 'resources.bedsPerThousand', compare: 'sameLastYear' }],
  map: [
    'resources.bedsPerThousand',
    'resources.physiciansPerThousand',
    'resources.nursesPerThousand',
    'resources.ctPerMillion',
    'equipment.linacPerMillion',
    'equipmentUse.positiveShare',
  ],
  trend: ['resources.bedsPerThousand', 'resources.physiciansPerThousand', 'equipmentUse.positiveShare'],
  rank: [
    'resources.bedsPerThousand',
    'resources.ctPerMillion',
    'equipmentUse.positiveShare',
    'equipmentUse.examsPerDay',
  ],
}

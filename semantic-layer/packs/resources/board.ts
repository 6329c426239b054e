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
  ],
  trend: ['resources.bedsPerThousand', 'resources.physiciansPerThousand'],
  rank: ['resources.bedsPerThousand', 'resources.ctPerMillion'],
}

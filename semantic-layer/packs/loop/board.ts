import type { Board } from '../contract'

export const board: Board = {
  pack: 'loop',
  title: { zh: '处置闭环', en: 'The loop' },
  order: 65,
  tiles: [
    { indicator: 'loopTasks.issued', compare: 'previous' },
    { indicator: 'loopTasks.signedOnTime', compare: 'previous' },
    { indicator: 'loopTasks.closedOnTime', compare: 'previous' },
    { indicator: 'loopTasks.relapseShare', compare: 'previous' },
    { indicator: 'loopAlerts.falseShare', compare: 'previous' },
  ],
  map: ['loopTasks.signedOnTime', 'loopTasks.closedOnTime', 'loopTasks.issued', 'loopAlerts.raised'],
  trend: ['loopTasks.signedOnTime', 'loopTasks.closedOnTime', 'loopTasks.issued', 'loopAlerts.falseShare'],
  rank: [
    'loopTasks.signedOnTime',
    'loopTasks.closedOnTime',
    'loopTasks.returnShare',
    'loopTasks.relapseShare',
    'loopTasks.meanSignHours',
    'loopTasks.meanCloseHours',
    'loopAlerts.falseShare',
  ],
}

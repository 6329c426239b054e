import type { Level } from '@cockpit/domain/task/level'
import { OPEN_TASK_STATES, TASK_STATES, type TaskState } from '@cockpit/domain/task/machine'
import { describe, expect, it } from 'vitest'
import { firstTab, type ListedAlert, type ListedTask, mostPressing, TABS, waitingAlerts, workLists } from './work-lists'

const task = (id: string, state: TaskState, level: Level, signBy: number): ListedTask => ({
  id,
  state,
  level,
  dispatchedAt: 0,
  signBy,
  feedbackBy: signBy + 10,
  closeBy: signBy + 20,
  signedAt: state === 'dispatched' ? null : 1,
  fedBackAt: state === 'fedBack' ? 2 : null,
  closedAt: null,
})
const alert = (id: string, level: Level, raisedAt: number, state = 'open'): ListedAlert => ({
  id,
  level,
  state,
  raisedAt,
})

describe('work lists', () => {
  it('order by level before due time, then by what runs out first, then by id', () => {
    const lists = workLists(
      [
        task('d', 'dispatched', 'III', 100),
        task('c', 'dispatched', 'I', 900),
        task('b', 'dispatched', 'III', 50),
        task('a', 'dispatched', 'III', 100),
      ],
      [],
    )
    expect(lists.toSign.map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd'])
  })
  it('put each state under its tab and leave out what is nobody’s work', () => {
    const lists = workLists(
      [
        task('a', 'dispatched', 'II', 1),
        task('b', 'signed', 'II', 1),
        task('c', 'fedBack', 'II', 1),
        task('d', 'closed', 'II', 1),
        task('e', 'aborted', 'II', 1),
        task('f', 'suspended', 'II', 1),
        task('g', 'drafted', 'II', 1),
        task('h', 'verifying', 'II', 1),
        task('i', 'archived', 'II', 1),
      ],
      [alert('x', 'IV', 1), alert('y', 'IV', 1, 'dispatched'), alert('z', 'IV', 1, 'falseAlarm')],
    )
    expect(
      [lists.toSign, lists.toHandle, lists.toReview, lists.alerts, lists.held].map((list) => list.map(({ id }) => id)),
    ).toEqual([['a'], ['b'], ['c'], ['x'], ['f', 'g', 'h']])
  })
  it('every open state stands under exactly one tab, and what is over under none', () => {
    for (const state of TASK_STATES) {
      const lists = workLists([task('a', state, 'II', 1)], [])
      expect(TABS.filter((tab) => lists[tab].length > 0)).toHaveLength(OPEN_TASK_STATES.includes(state) ? 1 : 0)
    }
  })
  it('alerts of one level stand oldest first', () =>
    expect(
      workLists([], [alert('a', 'III', 30), alert('b', 'II', 90), alert('c', 'III', 10)]).alerts.map(({ id }) => id),
    ).toEqual(['b', 'c', 'a']))
  it('the most pressing task is of the highest level in any list', () =>
    expect(mostPressing(workLists([task('a', 'dispatched', 'III', 1), task('b', 'fedBack', 'II', 900)], []))?.id).toBe(
      'b',
    ))
  it('the first tab is the first with work, signing when there is none', () => {
    expect(firstTab(workLists([], []))).toBe('toSign')
    expect(firstTab(workLists([task('a', 'fedBack', 'II', 1)], [alert('x', 'I', 1)]))).toBe('toReview')
  })
  it('waiting alerts are counted by level, gravest first; none is calm', () => {
    expect(waitingAlerts([alert('a', 'IV', 1), alert('b', 'II', 1), alert('c', 'IV', 1)])).toEqual({
      gravest: 'II',
      levels: [
        { level: 'II', count: 1 },
        { level: 'IV', count: 2 },
      ],
    })
    expect(waitingAlerts([]).gravest).toBeNull()
  })
})

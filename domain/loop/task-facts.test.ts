import { describe, expect, test } from 'vitest'
import type { TaskCommand, TaskState } from '../task/machine'
import { alertFacts } from './alert-facts'
import { type LoopEvent, type LoopTask, taskFacts } from './task-facts'

const at = (hours: number) => new Date(Date.UTC(2026, 9, 1) + hours * 3_600_000)
/** `[hour, command, state after, hour by which]`, each state before being the one the step before left. */
type Step = readonly [hour: number, command: TaskCommand | 'dispatch', after: TaskState, due?: number]

function history(steps: readonly Step[], more: Partial<LoopTask> = {}): LoopTask {
  const events = steps.map(
    ([hour, command, after, due], n): LoopEvent => ({
      ...{ at: at(hour), command, after, before: steps[n - 1]?.[2] ?? null },
      due: due === undefined ? null : at(due),
    }),
  )
  return { state: events.at(-1)?.after ?? 'drafted', signBy: at(4), closeBy: at(100), pausedAt: null, events, ...more }
}

const WAY: readonly Step[] = [
  [0, 'dispatch', 'dispatched'],
  [3, 'sign', 'signed', 4],
  [20, 'feedBack', 'fedBack', 24],
  [30, 'close', 'closed', 100],
]

test('the plain way: signed and closed in time, in hours of the calendar', () => {
  expect(taskFacts(history(WAY), at(40))).toEqual({
    ...{ signedAt: at(3), signHours: 3, signOwed: true, signOnTime: true, fedBack: true, returns: 0 },
    ...{ closed: true, closedAt: at(30), closeHours: 30, closeOwed: true, closeOnTime: true },
    ...{ aborted: false, everClosed: true, relapsed: false },
  })
})

test('archiving is no closing', () => {
  const facts = taskFacts(history([...WAY, [500, 'archive', 'archived']]), at(600))
  expect(facts).toMatchObject({ closed: true, closedAt: at(30), closeHours: 30 })
})

test('the step’s own promise counts, not the one the task has got since', () => {
  const late: readonly Step[] = [WAY[0] as Step, [6, 'sign', 'signed', 4], [7, 'regrade', 'signed']]
  const facts = taskFacts(history(late, { signBy: at(50) }), at(8))
  expect(facts).toMatchObject({ signOwed: true, signOnTime: false, signHours: 6 })
})

describe('what is not done yet', () => {
  const waiting = history([WAY[0] as Step])
  test.each([
    ['before its time nothing is owed', waiting, 3, { signOwed: false, closeOwed: false }],
    ['after it, it is owed and not on time', waiting, 5, { signOwed: true, signOnTime: false, closeOwed: false }],
    ['and closing too', waiting, 101, { signOwed: true, closeOwed: true, closeOnTime: false, closed: false }],
    [
      'while the clocks stand still nothing is',
      { ...waiting, pausedAt: at(1) },
      101,
      { signOwed: false, closeOwed: false },
    ],
  ] as const)('%s', (_, task, now, expected) => {
    expect(taskFacts(task, at(now))).toMatchObject(expected)
  })

  test('aborted, it owes nothing any more', () => {
    const facts = taskFacts(history([WAY[0] as Step, [50, 'abort', 'aborted']]), at(500))
    expect(facts).toMatchObject({ signOwed: false, closeOwed: false, closed: false, aborted: true })
  })

  test('declined, it waits to be issued and nobody owes a signature', () => {
    expect(taskFacts(history([WAY[0] as Step, [2, 'decline', 'drafted']]), at(50)).signOwed).toBe(false)
  })
})

test('passed on, it is judged by who has it: signing from there, closing from the first', () => {
  const passed: readonly Step[] = [
    ...WAY.slice(0, 2),
    [10, 'transfer', 'dispatched'],
    [12, 'sign', 'signed', 14],
    [20, 'feedBack', 'fedBack'],
    [25, 'close', 'closed', 24],
  ]
  expect(taskFacts(history(passed), at(40))).toMatchObject({ signHours: 2, closeHours: 25, closeOnTime: false })
})

test('a task back in its place after a pause is not sent anew', () => {
  const paused: readonly Step[] = [
    WAY[0] as Step,
    [1, 'suspend', 'suspended'],
    [9, 'resume', 'dispatched'],
    [10, 'sign', 'signed', 12],
  ]
  expect(taskFacts(history(paused), at(40))).toMatchObject({ signHours: 10, signOnTime: true })
})

test('sent back twice, relapsed and closed again: the second round counts, the relapse stays', () => {
  const again: readonly Step[] = [
    ...WAY.slice(0, 3),
    [22, 'return', 'signed'],
    [23, 'feedBack', 'fedBack'],
    [24, 'return', 'signed'],
    [25, 'feedBack', 'fedBack'],
    [26, 'close', 'verifying'],
    [30, 'confirm', 'closed', 100],
    [200, 'relapse', 'dispatched'],
  ]
  const open = history(again, { signBy: at(204), closeBy: at(300) })
  expect(taskFacts(open, at(201))).toMatchObject({
    ...{ returns: 2, everClosed: true, relapsed: true, closed: false, closedAt: null, closeHours: null },
    ...{ signedAt: null, signOwed: false, closeOwed: false },
  })
  const closed = history([
    ...again,
    [203, 'sign', 'signed', 204],
    [210, 'feedBack', 'fedBack'],
    [240, 'close', 'closed', 300],
  ])
  expect(taskFacts(closed, at(400))).toMatchObject({ signHours: 3, closeHours: 40, closeOnTime: true, relapsed: true })
})

test('an alert counts unless a silence explains it or another alert carries it, and settles when handled or false', () => {
  const raised = { raisedAt: at(0), judgedAt: at(5) }
  expect(alertFacts({ ...raised, state: 'closed' })).toEqual({
    counted: true,
    settled: true,
    falseAlarm: false,
    judgeHours: 5,
  })
  expect(alertFacts({ ...raised, state: 'falseAlarm' })).toMatchObject({ settled: true, falseAlarm: true })
  expect(alertFacts({ ...raised, state: 'dispatched' })).toMatchObject({ counted: true, settled: false })
  for (const state of ['inhibited', 'merged'] as const)
    expect(alertFacts({ raisedAt: at(0), judgedAt: null, state })).toMatchObject({
      counted: false,
      settled: false,
      judgeHours: null,
    })
})

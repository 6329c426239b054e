import type { Answer } from '@cockpit/domain/indicator/envelope'
import { expect, test } from 'vitest'
import { loopRows } from './loop-view'

const shown = (value: number) => ({ state: 'shown', value })
const answer = (...rows: readonly (readonly [key: string, tasks: number | null, alerts: number | null])[]) =>
  ({
    rows: rows.map(([key, tasks, alerts]) => ({
      key,
      cells: {
        'loopTasks.issued': tasks === null ? { state: 'no-data' } : shown(tasks),
        'loopAlerts.raised': alerts === null ? { state: 'no-data' } : shown(alerts),
      },
    })),
  }) as unknown as Answer

const keys = (rows: ReturnType<typeof loopRows>) => rows.map(({ key }) => key)
const nobody = () => undefined

test('levels stand gravest first, rules with most to do first, and what nothing happened to is left out', () => {
  expect(keys(loopRows(answer(['IV', 9, null], ['I', 1, 0], ['III', 2, 2]), 'level', nobody))).toEqual([
    'I',
    'III',
    'IV',
  ])
  const rules = answer(['c', 1, 1], ['a', 1, 1], ['quiet', null, 0], ['b', 5, null])
  expect(keys(loopRows(rules, 'rule', nobody))).toEqual(['b', 'a', 'c'])
})

test('every area is there, in the order it came, with its name; a cell that is missing is no data', () => {
  const rows = loopRows(answer(['330200', null, null], ['330100', 3, 1]), 'areas', (key) => `n${key}`)
  expect(rows.map(({ name }) => name)).toEqual(['n330200', 'n330100'])
  expect(rows[0]?.cells['loopTasks.issued']).toEqual({ state: 'no-data', value: null })
  expect(rows[1]?.cells['loopTasks.signedOnTime']).toEqual({ state: 'no-data', value: null })
})

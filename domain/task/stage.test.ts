import { describe, expect, test } from 'vitest'
import { TASK_STATES } from './machine'
import { stagesOf } from './stage'

const task = { state: 'fedBack', suspendedFrom: null, fromAlert: true, recovery: 'waiting' } as const

describe('stages', () => {
  test('every open state awaits exactly one stage, and what is over awaits at most the archive', () => {
    for (const state of TASK_STATES) {
      const marks = stagesOf({ ...task, state, suspendedFrom: state === 'suspended' ? 'checking' : null })
      const now = marks.filter(({ mark }) => mark === 'now')
      expect(now, state).toHaveLength(state === 'archived' || state === 'aborted' ? 0 : 1)
      const order = marks.map(({ mark }) => ['done', 'now', 'later'].indexOf(mark))
      expect(order, state).toEqual([...order].sort())
    }
  })

  test('suspended stands where it stood', () => {
    const at = (state: 'checking' | 'suspended') =>
      stagesOf({ ...task, state, suspendedFrom: state === 'suspended' ? 'checking' : null })
    expect(at('suspended')).toEqual(at('checking'))
  })

  test('without an alert and without an indicator the stages of these are left out', () => {
    const names = stagesOf({ ...task, fromAlert: false, recovery: 'none' }).map(({ stage }) => stage)
    expect(names).toEqual(['issued', 'signed', 'checked', 'handled', 'reviewed', 'closed', 'archived'])
  })
})

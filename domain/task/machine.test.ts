import { describe, expect, it } from 'vitest'
import { PersonId } from '../ids'
import { dueTimes, LEVELS } from './level'
import { commandsIn, decideTaskMove, type TaskCommand, type TaskFacts, type TaskState } from './machine'

const dispatcher = PersonId.parse('dispatcher')
const handler = PersonId.parse('handler')
const reviewer = PersonId.parse('reviewer')

const task = (state: TaskState, evidenceCount = 1): TaskFacts => ({
  state,
  evidenceCount,
  handlers: [dispatcher, handler],
})
const move = (command: TaskCommand, by = reviewer, note = 'words', evidence = 0) => ({ command, by, note, evidence })

describe('decideTaskMove', () => {
  it('walks the whole way: sign, feed back, close', () => {
    expect(decideTaskMove(task('dispatched', 0), move('sign', handler))).toEqual({ ok: true, state: 'signed' })
    expect(decideTaskMove(task('signed', 0), move('feedBack', handler, 'done', 1))).toEqual({
      ok: true,
      state: 'fedBack',
    })
    expect(decideTaskMove(task('fedBack'), move('close'))).toEqual({ ok: true, state: 'closed' })
  })

  it.each([dispatcher, handler])('%s took part and cannot review', (by) => {
    expect(decideTaskMove(task('fedBack'), move('close', by))).toEqual({ ok: false, refusal: 'reviewer-is-handler' })
  })

  it('does not close, nor take feedback, without evidence', () => {
    expect(decideTaskMove(task('fedBack', 0), move('close'))).toEqual({ ok: false, refusal: 'evidence-missing' })
    expect(decideTaskMove(task('signed', 0), move('feedBack', handler, 'done', 0))).toEqual({
      ok: false,
      refusal: 'evidence-missing',
    })
  })

  it.each(['feedBack', 'return', 'close', 'abort'] as const)('%s needs words', (command) => {
    const state = command === 'feedBack' ? 'signed' : 'fedBack'
    expect(decideTaskMove(task(state), move(command, reviewer, '  ', 1))).toEqual({
      ok: false,
      refusal: 'note-missing',
    })
  })

  it('a returned task is signed again and can be fed back again', () => {
    expect(decideTaskMove(task('fedBack'), move('return'))).toEqual({ ok: true, state: 'signed' })
  })

  it.each(['closed', 'aborted'] as const)('%s is final', (state) => {
    expect(commandsIn(state)).toEqual([])
    for (const command of ['sign', 'feedBack', 'return', 'close', 'abort', 'urge'] as const)
      expect(decideTaskMove(task(state), move(command))).toEqual({ ok: false, refusal: 'wrong-state' })
  })
})

describe('dueTimes', () => {
  it('a red event is signed within a quarter of an hour', () => {
    const at = new Date('2026-10-01T00:00:00Z')
    expect(dueTimes('I', at).signBy.toISOString()).toBe('2026-10-01T00:15:00.000Z')
  })

  it('clocks run longer the lower the level, and sign before feedback before close', () => {
    const at = new Date('2026-10-01T00:00:00Z')
    const due = LEVELS.map((level) => dueTimes(level, at))
    for (const [index, each] of due.entries()) {
      expect(each.signBy < each.feedbackBy && each.feedbackBy < each.closeBy).toBe(true)
      const higher = due[index - 1]
      if (higher) expect(higher.signBy < each.signBy && higher.closeBy < each.closeBy).toBe(true)
    }
  })
})

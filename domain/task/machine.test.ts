import { describe, expect, it } from 'vitest'
import { PersonId } from '../ids'
import { commandsIn, decideTaskMove, type TaskCommand, type TaskFacts, type TaskState } from './machine'

const dispatcher = PersonId.parse('dispatcher')
const handler = PersonId.parse('handler')
const reviewer = PersonId.parse('reviewer')

const task = (state: TaskState, evidenceCount = 1): TaskFacts => ({
  ...{ state, evidenceCount, handlers: [dispatcher, handler], level: 'III', suspendedFrom: null, supervision: 'none' },
  ...{ closeBy: new Date(0), extension: null, escalation: 0, above: 2, openParts: 0, uncheckedPoints: 0 },
  ...{ recovery: 'none', relapses: 0 },
})
const move = (command: TaskCommand, by = reviewer, note = 'words', evidence = 0) => ({ command, by, note, evidence })

describe('decideTaskMove', () => {
  it('walks the whole way: sign, feed back, close', () => {
    expect(decideTaskMove(task('dispatched', 0), move('sign', handler))).toMatchObject({ ok: true, state: 'signed' })
    expect(decideTaskMove(task('signed', 0), move('feedBack', handler, 'done', 1))).toMatchObject({
      ok: true,
      state: 'fedBack',
    })
    expect(decideTaskMove(task('fedBack'), move('close'))).toMatchObject({ ok: true, state: 'closed' })
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
    expect(decideTaskMove(task('fedBack'), move('return'))).toMatchObject({ ok: true, state: 'signed' })
  })

  it('a task born of a rule waits for its indicator when it was approved, and is closed when that recovered', () => {
    const waiting = { ...task('fedBack'), recovery: 'waiting' } as const
    expect(decideTaskMove(waiting, move('close'))).toMatchObject({ ok: true, state: 'verifying' })
    const approved = { ...waiting, state: 'verifying' } as const
    expect(decideTaskMove(approved, move('confirm'))).toEqual({ ok: false, refusal: 'not-recovered' })
    expect(decideTaskMove({ ...approved, recovery: 'recovered' }, move('confirm'))).toMatchObject({ state: 'closed' })
  })

  it('挂起 goes on where it stood, a second time as well', () => {
    const rests = decideTaskMove(task('handling'), move('suspend'))
    expect(rests).toMatchObject({ ok: true, state: 'suspended', patch: { suspendedFrom: 'handling' } })
    const suspended = { ...task('suspended'), suspendedFrom: 'handling' } as const
    expect(decideTaskMove(suspended, move('resume'))).toMatchObject({ ok: true, state: 'handling' })
  })

  it('closed takes 复盘 and a relapse only', () => expect(commandsIn('closed')).toEqual(['archive', 'relapse']))

  it.each(['aborted'] as const)('%s is final', (state) => {
    expect(commandsIn(state)).toEqual([])
    for (const command of ['sign', 'feedBack', 'return', 'close', 'abort', 'urge'] as const)
      expect(decideTaskMove(task(state), move(command))).toEqual({ ok: false, refusal: 'wrong-state' })
  })
})

import { describe, expect, it, vi } from 'vitest'
import { type ActState, IDLE, nextAct } from './acts'
import { AnswerError } from './answer-error'
import { runAct } from './run-act'

function act(online: boolean) {
  let state: ActState = IDLE
  let keys = 0
  return {
    state: () => state,
    run: {
      apply: (event: Parameters<typeof nextAct>[1]) => {
        state = nextAct(state, event)
        return state
      },
      newKey: () => `key-${++keys}`,
      online: () => online,
    },
  }
}

describe('an act that was not sent is never reported as done', () => {
  it('offline: the server is not called', async () => {
    const { run, state } = act(false)
    const call = vi.fn(async () => ({ repeated: false }))
    expect(await runAct(run, call)).toBe(false)
    expect(call).not.toHaveBeenCalled()
    expect(state()).toMatchObject({ kind: 'notSent', cause: 'offline' })
  })
  it('a lost answer keeps the key, and the retry carries it', async () => {
    const { run, state } = act(true)
    const keys: string[] = []
    const lost = async (key: string): Promise<never> => {
      keys.push(key)
      throw new TypeError('Failed to fetch')
    }
    expect(await runAct(run, lost)).toBe(false)
    expect(await runAct(run, lost)).toBe(false)
    expect(keys).toEqual(['key-1', 'key-1'])
    expect(state()).toMatchObject({ kind: 'notSent', cause: 'failed', attempt: 2 })
  })
  it('a refusal is shown with its reason', async () => {
    const { run, state } = act(true)
    const refuse = async (): Promise<never> => {
      throw new AnswerError(422, 'evidence-missing', 'no')
    }
    expect(await runAct(run, refuse)).toBe(false)
    expect(state()).toEqual({ kind: 'refused', reason: 'evidence-missing' })
  })
  it('only the server’s yes is a yes', async () => {
    const { run, state } = act(true)
    expect(await runAct(run, async () => ({ repeated: true }))).toBe(true)
    expect(state()).toEqual({ kind: 'accepted', repeated: true })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ActEvent, type ActState, IDLE, newKey, nextAct, readFailure } from './acts'

const run = (events: ActEvent[], from: ActState = IDLE) => events.reduce(nextAct, from)

describe('an act', () => {
  it('retried after a failure, it keeps its key, so that the server does it once', () =>
    expect(
      run([
        { type: 'send', newKey: 'a' },
        { type: 'fail', cause: 'failed' },
        { type: 'send', newKey: 'b' },
      ]),
    ).toEqual({ kind: 'sending', key: 'a', attempt: 2 }))
  it('changed after a failure, it is another act with another key', () =>
    expect(
      run([
        { type: 'send', newKey: 'a' },
        { type: 'fail', cause: 'offline' },
        { type: 'edit' },
        { type: 'send', newKey: 'b' },
      ]),
    ).toEqual({ kind: 'sending', key: 'b', attempt: 1 }))
  it('refused, a further try is a new act', () =>
    expect(
      run([
        { type: 'send', newKey: 'a' },
        { type: 'refuse', reason: 'stale' },
        { type: 'send', newKey: 'b' },
      ]),
    ).toMatchObject({ key: 'b' }))
  it('a second tap while it is being sent sends nothing new', () =>
    expect(
      run([
        { type: 'send', newKey: 'a' },
        { type: 'send', newKey: 'b' },
      ]),
    ).toMatchObject({ key: 'a', attempt: 1 }))
  it('is accepted only by an answer to a send, whatever order events come in', () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant('send' as const), newKey: fc.string() }),
      fc.record({ type: fc.constant('accept' as const), repeated: fc.boolean() }),
      fc.record({ type: fc.constant('refuse' as const), reason: fc.constant('stale') }),
      fc.record({ type: fc.constant('fail' as const), cause: fc.constantFrom('offline' as const, 'failed' as const) }),
      fc.record({ type: fc.constant('edit' as const) }),
    )
    fc.assert(
      fc.property(fc.array(event), event, (events, last) => {
        const before = run(events)
        const after = nextAct(before, last)
        if (after.kind === 'accepted' && before.kind !== 'accepted') {
          expect(before.kind).toBe('sending')
          expect(last.type).toBe('accept')
        }
      }),
    )
  })
})

describe('what a failed call means', () => {
  it.each([
    [{}, true, { kind: 'failed', cause: 'failed' }],
    [{}, false, { kind: 'failed', cause: 'offline' }],
    [{ httpStatus: 503, reason: 'busy' }, true, { kind: 'failed', cause: 'failed' }],
    [{ httpStatus: 429 }, true, { kind: 'failed', cause: 'failed' }],
    [{ httpStatus: 409, reason: 'stale' }, true, { kind: 'refused', reason: 'stale' }],
    [{ httpStatus: 401 }, true, { kind: 'refused', reason: 'signed-out' }],
    [{ httpStatus: 400, reason: null }, true, { kind: 'refused', reason: 'unknown' }],
  ] as const)('%j', (failure, online, expected) => expect(readFailure(failure, online)).toEqual(expected))
})

it('a key is 32 hexadecimal digits of the random source', () =>
  expect(newKey((bytes) => bytes.fill(10))).toBe('0a'.repeat(16)))

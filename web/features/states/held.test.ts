import { TRPCClientError } from '@trpc/client'
import { describe, expect, it } from 'vitest'
import { heldOf, untilGood } from './held'

const since = (data: { old?: string }) => data.old
const refusal = (data: object | undefined) => {
  const error = new TRPCClientError('no')
  Object.assign(error, { data })
  return error
}
const away = refusal({ reason: 'unavailable', httpStatus: 503 })
const offline = refusal(undefined)
const forbidden = refusal({ reason: 'not-permitted', httpStatus: 403 })
const signedOut = refusal({ code: 'UNAUTHORIZED', httpStatus: 401 })
const AT = Date.parse('2026-01-01T00:00:00Z')

describe('what a screen holds of a question', () => {
  it('is a good answer without a mark, and an old one with the age it tells', () => {
    expect(heldOf({ data: {}, error: null, dataUpdatedAt: AT }, since)).toEqual({ data: {}, error: null })
    expect(heldOf({ data: { old: 'then' }, error: null, dataUpdatedAt: AT }, since)).toMatchObject({ stale: 'then' })
  })

  it('is the answer before with its age while asking again fails for a reason that passes', () => {
    for (const error of [away, offline])
      expect(heldOf({ data: {}, error, dataUpdatedAt: AT }, since)).toEqual({
        data: {},
        error: null,
        stale: '2026-01-01T00:00:00.000Z',
      })
  })

  it('is nothing when the authority was taken away or the session ended, whatever was shown before', () => {
    for (const error of [forbidden, signedOut])
      expect(heldOf({ data: {}, error, dataUpdatedAt: AT }, since)).toEqual({ data: undefined, error })
  })

  it('is the error when there never was an answer', () => {
    expect(heldOf({ data: undefined, error: away, dataUpdatedAt: 0 }, since)).toEqual({ data: undefined, error: away })
  })

  it('is asked again while it is old or missing, and not after a refusal', () => {
    const again = untilGood(since)
    const of = (data: { old?: string } | undefined, error: unknown) => again({ state: { data, error } })
    expect([of({ old: 'then' }, null), of(undefined, away), of({}, offline)]).toEqual([15_000, 15_000, 15_000])
    expect([of({}, null), of(undefined, null), of({}, forbidden)]).toEqual([false, false, false])
  })
})

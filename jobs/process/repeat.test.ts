import { expect, test } from 'vitest'
import { Bell, repeat, describe as words } from './repeat'

const quiet = () => undefined

test('a bell rung before the wait begins is heard: nothing that happened during a pass is missed', async () => {
  const bell = new Bell()
  bell.ring()
  await bell.wait(1e9, new AbortController().signal)
})

test('a bell rung during the wait ends it, and one ring is heard once', async () => {
  const bell = new Bell()
  const stop = new AbortController()
  const waiting = bell.wait(1e9, stop.signal)
  bell.ring()
  await waiting
  let again = false
  const second = bell.wait(1e9, stop.signal).then(() => {
    again = true
  })
  await Promise.resolve()
  expect(again).toBe(false)
  stop.abort()
  await second
})

test('a failed pass is told and repeated; the loop ends when it is stopped', async () => {
  const stop = new AbortController()
  const told: string[] = []
  let passes = 0
  await repeat(
    {
      name: 'the pass',
      every: 0,
      bell: new Bell(),
      log: (message) => told.push(message),
      pass: async () => {
        passes += 1
        if (passes === 1) throw new Error('first')
        if (passes === 3) stop.abort()
      },
    },
    stop.signal,
  )
  expect(passes).toBe(3)
  expect(told).toEqual(['the pass failed; it will be tried again', 'the pass works again'])
})

test('a stopped loop makes no pass at all', async () => {
  const stop = new AbortController()
  stop.abort()
  await repeat(
    { name: 'x', every: 0, bell: new Bell(), log: quiet, pass: () => Promise.reject(new Error('ran')) },
    stop.signal,
  )
})

test('an error is told with what caused it', () => {
  expect(words(new Error('outer', { cause: new TypeError('inner') }))).toBe('Error: outer <- TypeError: inner')
})

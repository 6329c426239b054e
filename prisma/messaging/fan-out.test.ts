import { expect, test } from 'vitest'
import { MAX_MESSAGE_BYTES } from './bus-contract'
import { encode, FanOut } from './fan-out'
import { backoff, onceAnOutage } from './redis'

test('what is encoded is received by its topic alone', () => {
  const problems: string[] = []
  const fanOut = new FanOut((problem) => problems.push(problem))
  const heard: unknown[] = []
  fanOut.subscribe('a', (payload) => heard.push(['a', payload]))
  fanOut.subscribe('b', (payload) => heard.push(['b', payload]))
  fanOut.receive(encode('a', { id: '1', nested: { n: null } }))
  expect(heard).toEqual([['a', { id: '1', nested: { n: null } }]])
  expect(problems).toEqual([])
})

test.each(['', 'null', '{"a":1}', '["a"]', '["a", 1]', '[1, {}]', 'x'])('%j is reported and dropped', (text) => {
  const problems: string[] = []
  new FanOut((problem) => problems.push(problem)).receive(text)
  expect(problems).toHaveLength(1)
})

test('the limit counts bytes, not signs', () => {
  const frame = Buffer.byteLength(JSON.stringify(['t', { x: '' }]))
  const room = MAX_MESSAGE_BYTES - frame
  expect(() => encode('t', { x: 'a'.repeat(room) })).not.toThrow()
  expect(() => encode('t', { x: 'a'.repeat(room + 1) })).toThrow(/8000 bytes/)
  expect(() => encode('t', { x: '医'.repeat(Math.floor(room / 3) + 1) })).toThrow(/Send an id/)
})

test('one function subscribed twice hears twice, and ending one leaves the other', () => {
  const fanOut = new FanOut(() => undefined)
  let heard = 0
  const listener = () => {
    heard++
  }
  const end = fanOut.subscribe('t', listener)
  fanOut.subscribe('t', listener)
  fanOut.receive(encode('t', {}))
  expect(heard).toBe(2)
  end()
  end()
  fanOut.receive(encode('t', {}))
  expect(heard).toBe(3)
})

test('waits double from a tenth of a second to ten seconds and stay there', () => {
  expect([1, 2, 3, 7, 8, 100].map(backoff)).toEqual([100, 200, 400, 6_400, 10_000, 10_000])
})

test('an outage is told once, the next one again', () => {
  const told: string[] = []
  const outage = onceAnOutage((problem) => told.push(problem))
  for (const step of ['ill', 'ill', 'well', 'well', 'ill'] as const) outage[step](`${told.length}`)
  expect(told).toEqual(['0', '1'])
})

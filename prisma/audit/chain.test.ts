import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type ChainEntry, chainHash } from './chain'

const entry: ChainEntry = {
  seq: 1n,
  prevHash: '',
  at: new Date('2026-11-21T08:05:09.123Z'),
  actor: '张三',
  action: 'task.sign',
  subject: 'task:1',
  detail: '{"n": 1}',
}

test('the hash is over the documented text, lengths in bytes', () => {
  const text = '1:1,0:,24:2026-11-21T08:05:09.123Z,6:张三,9:task.sign,6:task:1,8:{"n": 1},'
  expect(chainHash(entry)).toBe(createHash('sha256').update(text).digest('hex'))
})

test('moving a sign from one field to the next changes the hash', () => {
  const shifted = { ...entry, action: 'task.signt', subject: 'ask:1' }
  expect(chainHash(shifted)).not.toBe(chainHash(entry))
})

test.each<[string, Partial<ChainEntry>]>([
  ['seq', { seq: 2n }],
  ['prevHash', { prevHash: 'a' }],
  ['at', { at: new Date('2026-11-21T08:05:09.124Z') }],
  ['actor', { actor: '张四' }],
  ['action', { action: 'task.close' }],
  ['subject', { subject: 'task:2' }],
  ['detail', { detail: '{"n": 2}' }],
])('%s is part of it', (_, change) => {
  expect(chainHash({ ...entry, ...change })).not.toBe(chainHash(entry))
})

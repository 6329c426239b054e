import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type ChainEntry, chainHash } from './chain'

const entry: ChainEntry = {
  algorithm: 'sm3',
  seq: 1n,
  prevHash: '',
  at: new Date('2026-11-21T08:05:09.123Z'),
  actor: '张三',
  action: 'task.sign',
  subject: 'task:1',
  detail: '{"n": 1}',
}

test('the hash is over the documented text, lengths in bytes', () => {
  const text = '3:sm3,1:1,0:,24:2026-11-21T08:05:09.123Z,6:张三,9:task.sign,6:task:1,8:{"n": 1},'
  expect(chainHash(entry)).toBe(createHash('sm3').update(text).digest('hex'))
  expect(chainHash({ ...entry, algorithm: 'sha256' })).toBe(
    createHash('sha256').update(text.slice('3:sm3,'.length)).digest('hex'),
  )
})

test('this SM3 is the one of GB/T 32905-2016', () => {
  const sm3 = (text: string) => createHash('sm3').update(text).digest('hex')
  expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(sm3('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

test('moving a sign from one field to the next changes the hash', () => {
  const shifted = { ...entry, action: 'task.signt', subject: 'ask:1' }
  expect(chainHash(shifted)).not.toBe(chainHash(entry))
})

test.each<[string, Partial<ChainEntry>]>([
  ['algorithm', { algorithm: 'sha256' }],
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

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newKey } from '../../features/command/acts'
import { ClientKey } from './client-key'

test('keys that screens make are taken', () => {
  for (const key of [randomUUID(), newKey()]) expect(ClientKey.safeParse(key).success).toBe(true)
})

test.each(['remind:H1:bed_day:2026-10:1', 'overdue-sign:cmi3task', 'short', 'x'.repeat(81), 'a b c d e f'])(
  'the key %j is not one a screen may choose',
  (key) => {
    expect(ClientKey.safeParse(key).success).toBe(false)
  },
)

import { expect, test } from 'vitest'
import { readPass, signPass } from './paper-pass'

const now = new Date('2026-11-22T02:00:00Z')
const pass = { use: 'ask', person: 'p1', run: 'r1', path: '/?t=330106&p=2026-10' } as const
const token = signPass(pass, 'secret', now)

test('a pass is read back for its own use, until it is too old', () => {
  expect(readPass(token, 'ask', 'secret', now)).toMatchObject(pass)
  expect(readPass(token, 'ask', 'secret', new Date(now.getTime() + 239_999))).not.toBeNull()
  expect(readPass(token, 'ask', 'secret', new Date(now.getTime() + 240_000))).toBeNull()
  expect(readPass(token, 'paper', 'secret', now)).toBeNull()
})

test('nobody makes one or changes one without the secret', () => {
  const [body = '', signature = ''] = token.split('.')
  const other = Buffer.from(JSON.stringify({ ...pass, person: 'p2', until: now.getTime() + 1000 })).toString(
    'base64url',
  )
  for (const bad of [
    '',
    '.',
    body,
    `${body}.`,
    `${other}.${signature}`,
    `${body}.${signature}x`,
    `${token}.x`,
    `x${token}`,
  ])
    expect([bad, readPass(bad, 'ask', 'secret', now)]).toEqual([bad, null])
  expect(readPass(token, 'ask', 'other', now)).toBeNull()
})

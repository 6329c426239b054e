import { Grant } from '@cockpit/domain/access/grant'
import { expect, test } from 'vitest'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { folderOf, resendRejects } from './resend'

test('who may read rejects but not send files puts nothing into the drop folder', async () => {
  const grants = [
    Grant.parse({ role: 'systemAdmin', territory: { kind: 'area', code: '330000' }, sensitivity: 'case' }),
  ]
  const caller: Pick<Caller, 'grants'> = { grants }
  const untouched = new Proxy({}, { get: (_, name) => expect.fail(`${String(name)} was used`) })
  await expect(resendRejects(untouched as Ports, caller as Caller, 'any', new Date(0))).rejects.toMatchObject({
    reason: 'not-permitted',
  })
})

test.each([
  ['cmi3senderid', 'cmi3senderid'],
  ['command line', 'command line'],
  ['../../outside', '__.._outside'],
  ['a/b', 'a_b'],
  ['..', '_'],
  ['', 'inbox'],
])('the sender %j has the folder %j', (sender, folder) => {
  expect(folderOf(sender)).toBe(folder)
})

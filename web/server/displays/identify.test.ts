import { hashToken } from '@cockpit/db/access/token'
import { expect, test } from 'vitest'
import type { Ports } from '../ports'
import { displayFrom } from './identify'

const grant = { role: 'display', territory: { kind: 'area', code: '330000' }, sensitivity: 'aggregate' }
const ports = (over: object) => {
  const stored = { id: 'p1', name: 'Wall', board: 'overview', theme: 'dark', grant, revokedAt: null, ...over }
  const find = async ({ where }: { where: { tokenHash: string } }) =>
    where.tokenHash === hashToken('cockpit-display-a_B') ? stored : null
  return { db: { display: { findUnique: find } } } as unknown as Pick<Ports, 'db'>
}
const asked = (cookie: string, over = {}) => displayFrom(new Headers({ cookie }), ports(over))

test('a display is known by the token in its cookie', async () => {
  expect(await asked('a=b; cockpit-display=cockpit-display-a_B; c=d')).toMatchObject({ kind: 'display', id: 'p1' })
  expect(await asked('cockpit-display=cockpit-display-other')).toBeNull()
})

test('a cookie that was never given out is nobody, and no failure', async () => {
  expect(await asked('cockpit-display=%')).toBeNull()
})

test('a revoked display, or one whose grant is not a display’s, is nobody', async () => {
  expect(await asked('cockpit-display=cockpit-display-a_B', { revokedAt: new Date() })).toBeNull()
  const wide = { ...grant, role: 'supervisor', sensitivity: 'case' }
  expect(await asked('cockpit-display=cockpit-display-a_B', { grant: wide })).toBeNull()
})

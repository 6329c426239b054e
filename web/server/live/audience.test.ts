import type { Grant } from '@cockpit/domain/access/grant'
import { AreaCode } from '@cockpit/domain/ids'
import { Territory } from '@cockpit/domain/territory/territory'
import { expect, test } from 'vitest'
import type { Ports } from '../ports'
import { concerns } from './audience'

const province = AreaCode.parse('330000')
const county = AreaCode.parse('330102')
const territory = new Territory([
  { code: province, name: { zh: '省', en: 'Province' }, level: 'province', parent: null, centre: [120, 30] },
  { code: county, name: { zh: '县', en: 'County' }, level: 'county', parent: province, centre: [120, 30] },
])
const ports = {
  db: { importRun: { findUnique: async () => ({ id: 'r1', sender: 'somebody' }) } },
  territory: async () => territory,
} as unknown as Ports
const told = (id: string, role: Grant['role'], code: AreaCode) => {
  const grants: Grant[] = [{ role, territory: { kind: 'area', code }, sensitivity: 'aggregate' }]
  return concerns({ topic: 'import.changed', id: 'r1' }, { kind: 'person', id, name: '', grants, demo: false }, ports)
}

test('an import is told to its sender and to those who see every import, not to another county', async () => {
  expect(await told('somebody', 'supervisor', county)).toBe(true)
  expect(await told('another', 'supervisor', province)).toBe(true)
  expect(await told('another', 'supervisor', county)).toBe(false)
  expect(await told('another', 'leader', province)).toBe(false)
})

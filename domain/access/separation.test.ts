import { expect, test } from 'vitest'
import { AreaCode } from '../ids'
import { type Grant, ROLES, type Role } from './grant'
import { administers, faultOfGrants, PERSONAL_ROLES } from './separation'

const ADMINISTRATING: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin']

const grant = (role: Role): Grant => ({
  role,
  territory: { kind: 'area', code: AreaCode.parse('990000') },
  sensitivity: 'aggregate',
})

test('of the three administrators nobody is two', () => {
  const administrators = new Set<Role>(['systemAdmin', 'securityAdmin', 'auditAdmin'])
  for (const one of PERSONAL_ROLES)
    for (const other of PERSONAL_ROLES) {
      const both = one !== other && administrators.has(one) && administrators.has(other)
      expect(faultOfGrants([grant(one), grant(other)]), `${one} and ${other}`).toBe(
        both ? 'separate-administrators' : null,
      )
    }
})

test('a machine’s role is no person’s', () => {
  expect(ROLES.filter((role) => faultOfGrants([grant(role)]) !== null)).toEqual(['display', 'sender'])
  expect(faultOfGrants([])).toBeNull()
})

test('one administrator among many grants makes an administrator of the person', () => {
  expect(ROLES.filter((role) => administers([grant('leader'), grant(role)]))).toEqual(ADMINISTRATING)
  expect(administers([])).toBe(false)
})

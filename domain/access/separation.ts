import { type Grant, ROLES, type Role } from './grant'

/**
 * The three administrators: who makes accounts, who says what they may, who reads what both did (三员分立). No person is two of them, or
 * one could make an account, let it see everything, and be the one who looks whether that was right.
 */
export const ADMINISTRATORS = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies readonly Role[]

/** Roles that a person makes no use of: a display and a sender are machines with a token of their own. */
const MACHINES: readonly Role[] = ['display', 'sender']

/** Roles a person may hold. */
export const PERSONAL_ROLES: readonly Role[] = ROLES.filter((role) => !MACHINES.includes(role))

export type GrantsFault = 'separate-administrators' | 'machine-role'

/** What is wrong with these grants in one hand; null when one person may hold them all. */
export function faultOfGrants(grants: readonly Grant[]): GrantsFault | null {
  const roles = new Set(grants.map(({ role }) => role))
  if (MACHINES.some((role) => roles.has(role))) return 'machine-role'
  return ADMINISTRATORS.filter((role) => roles.has(role)).length > 1 ? 'separate-administrators' : null
}

/** Whether one of the three administrators is among these grants. */
export function administers(grants: readonly Pick<Grant, 'role'>[]): boolean {
  return grants.some(({ role }) => ADMINISTRATORS.some((one) => one === role))
}

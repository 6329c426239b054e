import { z } from 'zod'
import { AreaCode, FacilityId } from '../ids'

export const ROLES = [
  'leader',
  'supervisor',
  'commander',
  'planner',
  'institution',
  'systemAdmin',
  'securityAdmin',
  'auditAdmin',
  'display',
  'sender',
] as const
export type Role = (typeof ROLES)[number]

/** How close to a person a number comes: an area's sum, one facility's, a pseudonymous case. Each includes the one before. */
export const SENSITIVITIES = ['aggregate', 'facility', 'case'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]

export const Grant = z.strictObject({
  role: z.enum(ROLES),
  territory: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('area'), code: AreaCode }),
    z.strictObject({ kind: z.literal('facilities'), ids: z.array(FacilityId).min(1).max(500) }),
  ]),
  sensitivity: z.enum(SENSITIVITIES),
})
export type Grant = z.infer<typeof Grant>

export const ACTIONS = [
  'indicator.read',
  'case.read',
  'export',
  'import.submit',
  'import.read',
  'institution.match',
  'alert.read',
  'alert.triage',
  'task.read',
  'task.dispatch',
  'task.sign',
  'task.feedback',
  'task.review',
  'task.urge',
  'task.supervise',
  'event.read',
  'event.report',
  'event.confirm',
  'event.grade',
  'event.forward',
  'posture.ask',
  'posture.approve',
  'plan.simulate',
  'display.manage',
  'people.manage',
  'rules.manage',
  'grants.manage',
  'audit.read',
  'health.read',
] as const
export type Action = (typeof ACTIONS)[number]

/** What a role may do inside its territory. Nothing else is permitted: absence is refusal. */
export const PERMITTED: Readonly<Record<Role, readonly Action[]>> = {
  leader: [
    'indicator.read',
    'export',
    'alert.read',
    'task.read',
    'task.dispatch',
    'task.urge',
    'task.supervise',
    'event.read',
    'event.grade',
    'posture.ask',
    'posture.approve',
  ],
  supervisor: [
    'indicator.read',
    'case.read',
    'export',
    'import.read',
    'import.submit',
    'institution.match',
    'alert.read',
    'alert.triage',
    'task.read',
    'task.dispatch',
    'task.review',
    'task.urge',
    'event.read',
    'event.report',
    'event.confirm',
    'event.grade',
    'event.forward',
    'posture.ask',
  ],
  commander: [
    'indicator.read',
    'alert.read',
    'alert.triage',
    'task.read',
    'task.dispatch',
    'task.review',
    'task.urge',
    'task.supervise',
    'event.read',
    'event.report',
    'event.confirm',
    'event.grade',
    'event.forward',
    'posture.ask',
    'posture.approve',
  ],
  planner: ['indicator.read', 'export', 'plan.simulate'],
  institution: [
    'indicator.read',
    'import.submit',
    'import.read',
    'task.read',
    'task.sign',
    'task.feedback',
    'event.read',
    'event.report',
  ],
  systemAdmin: ['people.manage', 'display.manage', 'rules.manage', 'import.read', 'health.read'],
  securityAdmin: ['grants.manage', 'health.read'],
  auditAdmin: ['audit.read', 'health.read'],
  display: ['indicator.read', 'alert.read'],
  sender: ['import.submit'],
}

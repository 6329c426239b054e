import type { RuleDefinition } from '../rules/definition'

/** A declared alert rule of a pack or an administrator (domain/rules). */
export type AlertRule = RuleDefinition

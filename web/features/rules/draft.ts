import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { DEFAULT_CONDITIONS } from './condition-fields'

/** What the form holds: a rule without its version, some of it not yet sound. */
export type Draft = Omit<RuleDefinition, 'version'>

export const EMPTY_DRAFT: Draft = {
  id: '',
  title: { zh: '', en: '' },
  advice: { zh: '', en: '' },
  indicator: '',
  by: 'facility',
  grain: 'month',
  level: 'III',
  owner: 'supervisor',
  recovery: 1,
  when: DEFAULT_CONDITIONS.threshold,
}

/** What is wrong with a draft, by the path of the field (`when.value`); empty when it is sound. */
export function faultsOf(draft: Draft): ReadonlyMap<string, string> {
  const read = RuleDefinition.safeParse({ ...withoutEmpty(draft), version: 'draft' })
  if (read.success) return new Map()
  return new Map(read.error.issues.map((issue) => [issue.path.join('.'), issue.message]))
}

/** An emptied number, filter or window is as if it had never been given. */
export function withoutEmpty(draft: Draft): Draft {
  const entries = Object.entries(draft).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined || value === null || value === '') return []
    if (name === 'smallest' || name === 'suppress') {
      const kept = Object.fromEntries(
        Object.entries(value as object).filter(
          ([, one]) => one !== undefined && one !== null && !(Array.isArray(one) && one.length === 0),
        ),
      )
      return Object.keys(kept).length > 0 ? [[name, kept]] : []
    }
    return name === 'filters' && (value as readonly unknown[]).length === 0 ? [] : [[name, value]]
  })
  return Object.fromEntries(entries) as unknown as Draft
}

import type { RuleDefinition } from './definition'

/** What a verdict does not hang on: words, levels, owners, and when an alarm becomes an alert or a recovery. */
const BESIDE: readonly (keyof RuleDefinition)[] = [
  ...(['version', 'title', 'advice', 'level', 'owner', 'holdOff', 'recovery'] as const),
]

/** Whether two wordings of a rule come to the same verdict about everything. */
export function judgesAlike(one: RuleDefinition, other: RuleDefinition): boolean {
  return textOf(one) === textOf(other)
}

const textOf = (rule: RuleDefinition) =>
  JSON.stringify(
    ordered(Object.fromEntries(Object.entries(rule).filter(([name]) => !BESIDE.some((one) => one === name)))),
  )

/** The database keeps no order of keys. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, ordered(one)]),
  )
}

import { type Action, type Grant, PERMITTED } from './grant'

/** The grants under which something may be taken out: those whose role may export. */
export function exportingGrants(grants: readonly Grant[]): Grant[] {
  return grants.filter(({ role }) => PERMITTED[role].includes('export'))
}

const READING: readonly Action[] = [
  'indicator.read',
  'case.read',
  'alert.read',
  'task.read',
  'import.read',
  'audit.read',
  'health.read',
  'plan.simulate',
]

/**
 * Whether a whole page, read under all of a person's grants, may be taken out: none of it may come from a grant that reads and does not
 * export, because a page does not tell which number came by which grant.
 */
export function mayExportPages(grants: readonly Grant[]): boolean {
  const reading = grants.filter(({ role }) => READING.some((action) => PERMITTED[role].includes(action)))
  return reading.length > 0 && reading.every(({ role }) => PERMITTED[role].includes('export'))
}

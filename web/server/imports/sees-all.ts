import { scopeOf } from '@cockpit/domain/access/decide'
import type { Grant, Sensitivity } from '@cockpit/domain/access/grant'
import type { Territory } from '@cockpit/domain/territory/territory'

/** The same rule as `listRuns` in @cockpit/db: a file may hold rows of every county, so only a whole province sees all files. */
export function seesAllRuns(
  grants: readonly Grant[],
  territory: Territory,
  sensitivity: Sensitivity = 'aggregate',
): boolean {
  const granted = scopeOf(grants, 'import.read', sensitivity).areas
  return granted.some((code) => territory.roots.some((root) => root.code === code))
}

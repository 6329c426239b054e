import { createHash } from 'node:crypto'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { FacilityMap } from './breakdown'

const prints = new WeakMap<Territory, WeakMap<FacilityMap, string>>()

/**
 * Equal prints mean the same places under the same places. A grant names an area; what lies in it changes, and an answer from before is not for
 * who may read the area now.
 */
export function placesPrint(territory: Territory, facilities: FacilityMap): string {
  const known = prints.get(territory) ?? new WeakMap<FacilityMap, string>()
  prints.set(territory, known)
  const before = known.get(facilities)
  if (before) return before
  const hash = createHash('sha256')
  const lines = [
    ...[...territory.all()].map(({ code, level, parent }) => `${code} ${level} ${parent ?? ''}`),
    ...[...facilities.values()].map(({ id, county, tier }) => `${id} ${county} ${tier}`),
  ]
  for (const line of lines.sort()) hash.update(`${line}\n`)
  const print = hash.digest('hex').slice(0, 32)
  known.set(facilities, print)
  return print
}

import type { Grant } from '@cockpit/domain/access/grant'
import type { World } from '../semantic/world'

/** Who may do what, written down a second time and by hand: docs/access.md, not `domain/access`. */
const READS = ['leader', 'supervisor', 'commander', 'planner', 'institution', 'display']
const READS_ALERTS = ['leader', 'supervisor', 'commander', 'display']
const READS_IMPORTS = ['supervisor', 'institution', 'systemAdmin']
const ROLES_OF = {
  ...{ 'indicator.read': READS, 'alert.read': READS_ALERTS, 'import.read': READS_IMPORTS },
  ...{ 'case.read': ['supervisor'], export: ['leader', 'supervisor', 'planner'] },
  'event.read': ['leader', 'supervisor', 'commander', 'institution'],
  'task.read': ['leader', 'supervisor', 'commander', 'institution'],
  'task.dispatch': ['leader', 'supervisor', 'commander'],
} as const
const RANK = ['aggregate', 'facility', 'case']

/** May someone with these grants do this to that place, at that closeness to a person? One grant has to allow all of it. */
export function naiveMay(
  world: World,
  grants: readonly Grant[],
  action: keyof typeof ROLES_OF,
  place: string,
  sensitivity: string,
): boolean {
  const facility = (world.tables.facility ?? []).find((row) => row.facility_id === place)
  const above: string[] = []
  for (let at: string | null | undefined = facility ? String(facility.county_code) : place; at; ) {
    above.push(at)
    const next: string = at
    at = world.areas.find((area) => area.code === next)?.parent
  }
  if (!facility && !world.areas.some((area) => area.code === place)) return false
  return grants.some(
    (grant) =>
      (ROLES_OF[action] as readonly string[]).includes(grant.role) &&
      RANK.indexOf(grant.sensitivity) >= RANK.indexOf(sensitivity) &&
      (grant.territory.kind === 'area'
        ? above.includes(grant.territory.code)
        : (grant.territory.ids as readonly string[]).includes(place)),
  )
}

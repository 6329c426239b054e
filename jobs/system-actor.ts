import type { Actor } from '@cockpit/db/access/actor'
import { PersonId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'

/**
 * The jobs act for nobody, and yet pass through the same authority as people: a leader's over every province here, down to what only grants
 * of the sensitivity `case` see, for rules judge that too and the clocks of its tasks run.
 */
export function systemActor(territory: Territory): Actor {
  return {
    id: PersonId.parse('system'),
    grants: territory.roots.map((root) => ({
      role: 'leader',
      territory: { kind: 'area', code: root.code },
      sensitivity: 'case',
    })),
  }
}

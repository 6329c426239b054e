import type { Actor } from '@cockpit/db/access/actor'
import { PersonId } from '@cockpit/domain/ids'
import type { Caller } from './caller-contract'

/** The caller as the use cases know it. */
export function actorOf(caller: Caller): Actor {
  return { id: PersonId.parse(caller.id), grants: caller.grants }
}

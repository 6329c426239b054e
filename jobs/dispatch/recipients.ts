import type { Place } from '@cockpit/db/access/actor'
import { permitted } from '@cockpit/db/access/actor'
import type { Action, Grant } from '@cockpit/domain/access/grant'
import type { PersonId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'

export interface Person {
  readonly id: PersonId
  readonly locale: string
  readonly grants: readonly Grant[]
}

/** Whom a change concerns: those who may act next on that place, never the one who made it. Institutions only where they stand. */
const CONCERNS: Readonly<Record<string, readonly Action[]>> = {
  'alert.raise': ['alert.triage'],
  'task.dispatch': ['task.sign'],
  'task.return': ['task.sign'],
  'task.urge': ['task.sign'],
  'task.sign': [],
  'task.feedBack': ['task.review'],
  'task.close': ['task.sign'],
  'task.abort': ['task.sign'],
}

/** @param what `alert.<command>` or `task.<command>` */
export function recipientsOf(
  what: string,
  by: string | null,
  place: Place,
  people: readonly Person[],
  territory: Territory,
): Person[] {
  const actions = CONCERNS[what] ?? []
  return people.filter(
    (person) => person.id !== by && actions.some((action) => permitted(person, action, place, territory)),
  )
}

import { ACTIONS_OF, SYSTEM_COMMANDS } from '@cockpit/domain/task/authority'
import type { TaskCommand } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, type FindingPlace, permitted } from '../access/actor'
import type { Database } from '../database'
import { SYSTEM } from '../people/create-person'

/** May this actor give this command to a task there? The product itself may do what no person has to decide. */
export function permittedCommand(
  actor: Actor,
  command: TaskCommand,
  place: FindingPlace,
  territory: Territory,
): boolean {
  if (actor.id === SYSTEM) return SYSTEM_COMMANDS.includes(command)
  return ACTIONS_OF[command].some((action) => permitted(actor, action, place, territory))
}

/** The same for a task by its number, before anything costly is done about it: null where the command may be given. */
export async function refuseCommand(
  db: Database,
  actor: Actor,
  territory: Territory,
  { taskId, command }: { readonly taskId: string; readonly command: TaskCommand },
): Promise<'not-found' | 'not-permitted' | null> {
  const select = { areaCode: true, facilityId: true, sensitivity: true }
  const place = await db.task.findUnique({ where: { id: taskId }, select })
  if (!place) return 'not-found'
  return permittedCommand(actor, command, place, territory) ? null : 'not-permitted'
}

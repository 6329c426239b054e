import { mayForward, mayGrade } from '@cockpit/domain/event/authority'
import type { ChainStepName } from '@cockpit/domain/event/chain'
import type { EventCommand } from '@cockpit/domain/event/machine'
import { AreaCode } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, type Place, permitted } from '../access/actor'

type Standing = Place & { readonly reportedBy: string; readonly level: Level | null }

/** May this actor give this command to this event? `level` is the one asked for, `step` the one sent on. */
export function permittedEventCommand(
  actor: Actor,
  command: EventCommand,
  event: Standing,
  territory: Territory,
  { level, step }: { readonly level?: Level | null; readonly step?: ChainStepName } = {},
): boolean {
  const county = AreaCode.parse(event.areaCode)
  const may = (action: 'event.confirm' | 'event.report') => permitted(actor, action, event, territory)
  const grades = (...levels: (Level | null | undefined)[]) =>
    mayGrade(
      actor.grants,
      county,
      levels.filter((one) => one !== null && one !== undefined),
      territory,
    )
  switch (command) {
    case 'confirm':
      return may('event.confirm') && grades(level)
    case 'dismiss':
      return may('event.confirm') && grades(event.level)
    case 'withdraw':
      return actor.id === event.reportedBy && may('event.report')
    case 'correct':
      return may('event.confirm') || (actor.id === event.reportedBy && may('event.report'))
    case 'grade':
    case 'raise':
    case 'lower':
      // Up and down asks for the authority over both levels; a command without its level is refused later, for that.
      return permitted(actor, 'event.grade', event, territory) && grades(level, event.level)
    case 'end':
      return event.level === null
        ? may('event.confirm')
        : permitted(actor, 'event.grade', event, territory) && grades(event.level)
    case 'forward':
      return step !== undefined && mayForward(actor.grants, step, county, territory)
  }
}

import { CHAIN_STEPS } from '@cockpit/domain/event/chain'
import { EVENT_KINDS, INFECTION_CLASSES } from '@cockpit/domain/event/kind'
import { EVENT_STATES, type EventState } from '@cockpit/domain/event/machine'
import type { Bilingual } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import { z } from 'zod'
import type { EmergencyEvent } from '../generated/client'
import { StoredLevel } from '../tasks/stored'

/** What the database may hold; its checks say the same. */
export const StoredEventState = z.enum(EVENT_STATES)
export const StoredEventKind = z.enum(EVENT_KINDS)
export const StoredInfection = z.enum(INFECTION_CLASSES).nullable()
export const StoredStep = z.enum(CHAIN_STEPS)
export const StoredEventLevel = StoredLevel.nullable()

/** An event as it is shown. */
export type EventRow = Omit<EmergencyEvent, 'state' | 'level' | 'kind' | 'infection'> & {
  readonly state: EventState
  readonly level: Level | null
  readonly kind: z.infer<typeof StoredEventKind>
  readonly infection: z.infer<typeof StoredInfection>
  readonly facilityName: Bilingual | null
}

export function eventRow(event: EmergencyEvent, names: ReadonlyMap<string, Bilingual>): EventRow {
  return {
    ...event,
    state: StoredEventState.parse(event.state),
    level: StoredEventLevel.parse(event.level),
    kind: StoredEventKind.parse(event.kind),
    infection: StoredInfection.parse(event.infection),
    facilityName: event.facilityId === null ? null : (names.get(event.facilityId) ?? null),
  }
}

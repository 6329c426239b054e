import { type ChainStep, type ChainStepName, reportingChain } from '@cockpit/domain/event/chain'
import { urgencyOf } from '@cockpit/domain/event/kind'
import { AreaCode } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { EmergencyEvent, EmergencyEventStep } from '../generated/client'
import { StoredEventKind, StoredInfection, StoredStep } from './stored'

/** The reporting chain of a stored event as it stands at this instant. */
export function chainOf(
  event: EmergencyEvent,
  steps: readonly Pick<EmergencyEventStep, 'step' | 'doneAt'>[],
  territory: Territory,
  now: Date,
): ChainStep[] {
  const done: Partial<Record<ChainStepName, Date>> = {}
  for (const { step, doneAt } of steps) done[StoredStep.parse(step)] = doneAt
  const parent = territory.get(AreaCode.parse(event.areaCode))?.parent
  return reportingChain(
    {
      urgency: urgencyOf(StoredEventKind.parse(event.kind), StoredInfection.parse(event.infection)),
      ...{ foundAt: event.foundAt, gradedAt: event.gradedAt, stoppedAt: event.overAt, done },
      hasCity: parent ? territory.get(parent)?.level === 'city' : false,
    },
    now,
  )
}

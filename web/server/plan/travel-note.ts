import { DEFAULT_TRAVEL } from '@cockpit/geo/travel-time'
import type { PlanNote } from './plan-note'

/** Travel times are an assumption: the screen shows its parameters beside whatever is computed from it. */
export function travelNote(): PlanNote {
  const { detour, speeds, startMinutes } = DEFAULT_TRAVEL
  return {
    says: 'straight',
    values: { detour, speeds: speeds.map(({ kmPerHour }) => kmPerHour).join(' / '), start: startMinutes },
  }
}

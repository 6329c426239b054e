import { may } from '../access/decide'
import type { Grant } from '../access/grant'
import type { AreaCode } from '../ids'
import type { Level } from '../task/level'
import type { AreaLevel, Territory } from '../territory/territory'
import { type ChainStepName, SENDER_OF } from './chain'

/**
 * From which authority up a level is set: IV by the county, III by the city, II by the province; I by the State Council, whose decision the
 * province enters. A default of ours after who leads the response, no policy.
 */
export const SETS_LEVEL: Readonly<Record<Level, AreaLevel>> = {
  I: 'province',
  II: 'province',
  III: 'city',
  IV: 'county',
}

/** The area at or above this one that is of the level asked for, or the next above it where there is none (a county of a province without cities). */
export function authorityAt(county: AreaCode, level: AreaLevel, territory: Territory): AreaCode | null {
  const order: readonly AreaLevel[] = ['county', 'city', 'province']
  let area = territory.get(county)
  while (area && order.indexOf(area.level) < order.indexOf(level))
    area = area.parent === null ? undefined : territory.get(area.parent)
  return area?.code ?? null
}

/** May someone with these grants set, raise to, lower from or end an event at this level in this county? */
export function mayGrade(
  grants: readonly Grant[],
  county: AreaCode,
  levels: readonly Level[],
  territory: Territory,
): boolean {
  return levels.every((level) => {
    const area = authorityAt(county, SETS_LEVEL[level], territory)
    return area !== null && may(grants, 'event.grade', { area }, territory)
  })
}

/** The area whose authority sends this step on; null for the finder's, which is done by reporting. */
export function senderOf(step: ChainStepName, county: AreaCode, territory: Territory): AreaCode | null {
  const sender = SENDER_OF[step]
  return sender === 'finder' ? null : authorityAt(county, sender, territory)
}

/** May someone with these grants record that this step was sent on? */
export function mayForward(
  grants: readonly Grant[],
  step: ChainStepName,
  county: AreaCode,
  territory: Territory,
): boolean {
  const area = senderOf(step, county, territory)
  return area !== null && may(grants, 'event.forward', { area }, territory)
}

import { random } from '@cockpit/domain/random/random'
import type { DemoWorld } from '../packs/contract'
import { departmentsOf } from './departments'
import type { FacilityVolume } from './volumes'

/** Beds of a department that one attending doctor has, about. */
const BEDS_EACH = 24
const MOST = 12
/** Pages that do not say who attended. */
const UNSAID = 0.01

/** The staff number of the doctor who attended a stay in a department; empty where the page does not say. */
export type Attending = (department: string) => string

/**
 * Who attends in a hospital in a month. Numbers begin with the demonstration hospital’s own and are nobody's; the first of a department have more cases than the last. Drawn
 * by chances of their own, so that whatever else a page says does not depend on them.
 */
export function attendingIn(world: DemoWorld, { facility }: FacilityVolume, month: string): Attending {
  const chance = random(world.seed, 'attending', facility.id, month)
  const doctors = new Map(
    departmentsOf(facility).map(({ name, beds }, at) => [
      name,
      { at, count: Math.max(2, Math.min(MOST, Math.round((facility.beds * beds) / BEDS_EACH))) },
    ]),
  )
  return (department) => {
    const draw = chance.next()
    const found = doctors.get(department)
    if (!found || draw < UNSAID) return ''
    const number = 1 + Math.floor(found.count * chance.next() ** 1.4)
    return `${facility.id}-${found.at + 1}${String(number).padStart(2, '0')}`
  }
}

import type { Bilingual } from '@cockpit/domain/ids'
import type { FacilityCategory, FacilityTier } from '@cockpit/domain/territory/territory'
import type { Point } from '../shape'

export interface DemoInstitution {
  readonly id: string
  readonly name: Bilingual
  readonly county: string
  readonly tier: FacilityTier
  readonly category: FacilityCategory
  readonly at: Point
  readonly beds: number
  readonly openedOn: string
  /** How it stood until a day, for one that has been upgraded since. */
  readonly before?: { readonly until: string; readonly name: Bilingual; readonly tier: FacilityTier }
}

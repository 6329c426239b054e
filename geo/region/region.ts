import type { AreaCode, Bilingual } from '@cockpit/domain/ids'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import type { Area, Facility } from '@cockpit/domain/territory/territory'
import type { Shape } from '../shape'
import type { RegionIssue } from './issue'
import type { Version } from './versions'

/** `region.json`: what the folder is about and where its shapes come from. */
export interface RegionDescription {
  readonly name: Bilingual
  readonly root: AreaCode
  readonly source: string
  readonly licenceNote: string
  readonly crs: string
  readonly demo: boolean
}

/** A facility as it stands from `validFrom` on. */
export interface RegionFacility extends Facility, Version {
  readonly beds: number | null
  readonly openedOn: CalendarDate | null
  readonly closedOn: CalendarDate | null
  /** 统一社会信用代码, 等次 and 医共体, as the register has them. */
  readonly uscc: string | null
  readonly grade: string | null
  readonly consortium: string | null
  /** The facility into which it was merged. */
  readonly successor: string | null
}

/** An area of today, with the day from which it stands so. */
export interface RegionArea extends Area, Version {
  /** 虚拟旗县: reckoned with like a county, but in no official list. */
  readonly virtual: boolean
}

/** An area as it stood once: an earlier row of one of today's, or one that was abolished. It has no place on a map. */
export interface FormerArea extends Omit<Area, 'centre'>, Version {
  readonly virtual: boolean
  readonly abolishedOn: CalendarDate | null
  readonly successor: AreaCode | null
}

/** 常住 residents of a county in a year. */
export interface PopulationRow {
  readonly code: AreaCode
  readonly year: number
  readonly residents: number
  readonly aged60: number | null
  readonly aged65: number | null
}

/** Residents that stand in the file without a code (abolished divisions, development zones): counted, never dropped. */
export interface UnplacedPopulation {
  readonly year: number
  readonly rows: number
  readonly names: readonly string[]
  readonly residents: number
  readonly aged60: number
  readonly aged65: number
}

/** A region folder as read: everything usable, and everything that is wrong with the rest. */
export interface Region {
  readonly description: RegionDescription
  readonly areas: readonly RegionArea[]
  readonly formerAreas: readonly FormerArea[]
  /** As they stand today. */
  readonly facilities: readonly RegionFacility[]
  /** As they stood before. */
  readonly formerFacilities: readonly RegionFacility[]
  readonly population: readonly PopulationRow[]
  readonly unplaced: readonly UnplacedPopulation[]
  /** Shape by area code; counties, and areas whose counties have none. */
  readonly boundaries: ReadonlyMap<AreaCode, Shape>
  readonly issues: readonly RegionIssue[]
}

export function hasErrors(region: Pick<Region, 'issues'>): boolean {
  return region.issues.some((issue) => issue.severity === 'error')
}

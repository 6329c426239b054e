import type { CalendarDate } from '@cockpit/domain/period/calendar'
import type { RegionIssue } from './issue'
import type { Region } from './region'
import type { Version } from './versions'

/** By code or id: the day from which the newest row in the lake holds, null for one that holds since ever. */
export interface NewestVersions {
  readonly areas: ReadonlyMap<string, CalendarDate | null>
  readonly facilities: ReadonlyMap<string, CalendarDate | null>
}

/**
 * Decides which row of the lake each row of the folder is. A row without a date that is alone corrects the newest row there is, so it
 * takes that one's date; a dated row is a version of its own. The newest row of the folder is how the entity stands today, so none
 * may be older than the lake's.
 */
export function dateVersions(region: Region, newest: NewestVersions): { region: Region; issues: RegionIssue[] } {
  const issues: RegionIssue[] = []
  const areas = new Dating('areas.csv', newest.areas, issues)
  const facilities = new Dating('facilities.csv', newest.facilities, issues)
  const abolished = region.formerAreas.filter(({ abolishedOn }) => abolishedOn !== null)
  const earlier = region.formerAreas.filter(({ abolishedOn }) => abolishedOn === null)
  const withPast = new Set<string>(earlier.map(({ code }) => code))
  const facilitiesWithPast = new Set<string>(region.formerFacilities.map(({ id }) => id))
  return {
    issues,
    region: {
      ...region,
      areas: region.areas.map((area) => areas.today(area, area.code, withPast)),
      formerAreas: [...earlier, ...abolished.map((area) => areas.today(area, area.code, withPast))],
      facilities: region.facilities.map((one) => facilities.today(one, one.id, facilitiesWithPast)),
    },
  }
}

class Dating {
  constructor(
    private readonly file: string,
    private readonly newest: ReadonlyMap<string, CalendarDate | null>,
    private readonly issues: RegionIssue[],
  ) {}

  today<T extends Version>(row: T, entity: string, withPast: ReadonlySet<string>): T {
    const known = this.newest.get(entity) ?? null
    if (row.validFrom === null && !withPast.has(entity)) return { ...row, validFrom: known }
    if (known !== null && (row.validFrom ?? '') < known)
      this.issues.push({
        severity: 'error',
        kind: 'version-older',
        file: this.file,
        field: 'valid_from',
        value: row.validFrom ?? '',
        problem: `${entity} has a newer version, which holds since ${known}; this folder does not know it.`,
        remedy: `Add the row of ${known} too, write a later day, or leave valid_from empty to correct the newest version.`,
      })
    return row
  }
}

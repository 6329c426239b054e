import type { Database } from '@cockpit/db/database'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { FACILITY_CATEGORIES, FACILITY_TIERS, type Facility, type Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'

export interface ListedFacility extends Facility {
  /** Authorised beds (编制床位); null where nobody gave them. */
  readonly beds: number | null
  readonly demo: boolean
}

const Row = z.object({
  id: FacilityId,
  countyCode: AreaCode,
  tier: z.enum(FACILITY_TIERS),
  category: z.enum(FACILITY_CATEGORIES),
})

/** Every facility of the installation, held in memory: 35,000 rows are about 15 MB. Closed ones are left out. */
export class FacilityDirectory {
  readonly #byId = new Map<string, ListedFacility>()
  readonly #byCounty = new Map<string, ListedFacility[]>()

  constructor(facilities: Iterable<ListedFacility>) {
    for (const facility of facilities) {
      this.#byId.set(facility.id, facility)
      const neighbours = this.#byCounty.get(facility.county)
      if (neighbours) neighbours.push(facility)
      else this.#byCounty.set(facility.county, [facility])
    }
  }

  get(id: FacilityId): ListedFacility | undefined {
    return this.#byId.get(id)
  }

  all(): ListedFacility[] {
    return [...this.#byId.values()]
  }

  /** Facilities at or below an area. */
  within(area: AreaCode, territory: Territory): ListedFacility[] {
    return territory.counties(area).flatMap((county) => this.#byCounty.get(county.code) ?? [])
  }
}

export async function loadFacilities(db: Database): Promise<FacilityDirectory> {
  const rows = await db.facility.findMany({ where: { closedOn: null }, orderBy: { id: 'asc' } })
  return new FacilityDirectory(
    rows.map((row) => {
      const { id, countyCode, tier, category } = Row.parse(row)
      return {
        id,
        county: countyCode,
        tier,
        category,
        name: { zh: row.nameZh, en: row.nameEn },
        at: [row.longitude, row.latitude] as const,
        beds: row.beds,
        demo: row.demo,
      }
    }),
  )
}

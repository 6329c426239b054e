import type { Database } from '@cockpit/db/database'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Facility, Territory } from '@cockpit/domain/territory/territory'
import { loadFacilities } from '@cockpit/geo/territory-store'

export interface ListedFacility extends Facility {
  /** Authorised beds (编制床位); null where nobody gave them. */
  readonly beds: number | null
  readonly demo: boolean
}

/** Every facility of the installation, held in memory: 35,000 of them are about 15 MB. */
export class FacilityDirectory {
  readonly byId: ReadonlyMap<FacilityId, ListedFacility>
  readonly #byCounty = new Map<string, ListedFacility[]>()

  constructor(facilities: Iterable<ListedFacility>) {
    const byId = new Map<FacilityId, ListedFacility>()
    for (const facility of facilities) {
      byId.set(facility.id, facility)
      const neighbours = this.#byCounty.get(facility.county)
      if (neighbours) neighbours.push(facility)
      else this.#byCounty.set(facility.county, [facility])
    }
    this.byId = byId
  }

  get(id: FacilityId): ListedFacility | undefined {
    return this.byId.get(id)
  }

  all(): ListedFacility[] {
    return [...this.byId.values()]
  }

  /** Facilities at or below an area. */
  within(area: AreaCode, territory: Territory): ListedFacility[] {
    return territory.counties(area).flatMap((county) => this.#byCounty.get(county.code) ?? [])
  }
}

/** Closed facilities stay in it: their past is still reported. */
export async function loadDirectory(db: Database): Promise<FacilityDirectory> {
  const facilities = await loadFacilities(db)
  const more = await db.facility.findMany({ select: { id: true, beds: true, demo: true } })
  const known = new Map(more.map((row) => [row.id, row]))
  return new FacilityDirectory(
    facilities.map((facility) => ({
      ...facility,
      beds: known.get(facility.id)?.beds ?? null,
      demo: known.get(facility.id)?.demo ?? false,
    })),
  )
}

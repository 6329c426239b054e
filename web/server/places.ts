import { AreaCode, type Bilingual, FacilityId } from '@cockpit/domain/ids'
import type { Ports } from './ports'

export interface PlaceName {
  readonly area: { readonly code: string; readonly name: Bilingual }
  readonly facility: { readonly id: string; readonly name: Bilingual } | null
  /** Where it lies, for the map. */
  readonly at: readonly [number, number] | null
}

/** Names of the places that rows point to; a place that no longer exists keeps its code as its name. */
export async function placeNamer(
  ports: Ports,
): Promise<(row: { areaCode: string; facilityId: string | null }) => PlaceName> {
  const territory = await ports.territory()
  const directory = await ports.facilities()
  return ({ areaCode, facilityId }) => {
    const code = AreaCode.safeParse(areaCode)
    const area = code.success ? territory.get(code.data) : undefined
    const id = FacilityId.safeParse(facilityId)
    const facility = id.success ? directory.get(id.data) : undefined
    return {
      area: { code: areaCode, name: area?.name ?? { zh: areaCode, en: areaCode } },
      facility:
        facilityId === null ? null : { id: facilityId, name: facility?.name ?? { zh: facilityId, en: facilityId } },
      at: facility?.at ?? area?.centre ?? null,
    }
  }
}

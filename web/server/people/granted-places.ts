import type { Grant } from '@cockpit/domain/access/grant'
import type { Bilingual } from '@cockpit/domain/ids'
import type { Ports } from '../ports'

/** Names by code of an area and by id of a facility. A place that is no longer there is absent. */
export interface GrantedPlaces {
  readonly areas: Readonly<Record<string, Bilingual>>
  readonly facilities: Readonly<Record<string, Bilingual>>
}

/** What the places are called that grants name. */
export async function grantedPlaces(
  ports: Pick<Ports, 'territory' | 'facilities'>,
  grants: readonly Grant[],
): Promise<GrantedPlaces> {
  const [territory, directory] = await Promise.all([ports.territory(), ports.facilities()])
  const named = <Id extends string>(ids: readonly Id[], find: (id: Id) => { readonly name: Bilingual } | undefined) =>
    Object.fromEntries(
      ids.flatMap((id) => {
        const place = find(id)
        return place ? [[id, place.name] as const] : []
      }),
    )
  return {
    areas: named(
      grants.flatMap(({ territory: place }) => (place.kind === 'area' ? [place.code] : [])),
      (code) => territory.get(code),
    ),
    facilities: named(
      grants.flatMap(({ territory: place }) => (place.kind === 'facilities' ? place.ids : [])),
      (id) => directory.get(id),
    ),
  }
}

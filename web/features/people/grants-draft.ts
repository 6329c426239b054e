import { Grant, type Role, type Sensitivity } from '@cockpit/domain/access/grant'
import { faultOfGrants, type GrantsFault } from '@cockpit/domain/access/separation'

export interface NamedPlace {
  readonly id: string
  readonly name: string
}

/** A grant as it is being written: its place may still be missing. */
export interface GrantRow {
  readonly key: number
  readonly role: Role
  readonly kind: Grant['territory']['kind']
  /** The one area, or the facilities. */
  readonly places: readonly NamedPlace[]
  readonly sensitivity: Sensitivity
}

export type DraftFault = GrantsFault | 'place-missing' | 'twice' | 'unsound'

/** Codes or ids of a grant's place. */
export function placesOf({ territory }: Grant): readonly string[] {
  return territory.kind === 'area' ? [territory.code] : territory.ids
}

export function rowsOf(
  grants: readonly Grant[],
  nameOf: (kind: GrantRow['kind'], id: string) => string,
): readonly GrantRow[] {
  return grants.map((grant, key) => ({
    key,
    role: grant.role,
    kind: grant.territory.kind,
    places: placesOf(grant).map((id) => ({ id, name: nameOf(grant.territory.kind, id) })),
    sensitivity: grant.sensitivity,
  }))
}

/** The grants that the rows say, or why they cannot all be given to one person. */
export function grantsOfRows(
  rows: readonly GrantRow[],
): { ok: true; grants: readonly Grant[] } | { ok: false; fault: DraftFault } {
  const grants: Grant[] = []
  for (const { role, kind, places, sensitivity } of rows) {
    const [first] = places
    if (!first) return { ok: false, fault: 'place-missing' }
    const territory = kind === 'area' ? { kind, code: first.id } : { kind, ids: places.map(({ id }) => id) }
    const grant = Grant.safeParse({ role, territory, sensitivity })
    if (!grant.success) return { ok: false, fault: 'unsound' }
    if (grants.some((one) => isSame(one, grant.data))) return { ok: false, fault: 'twice' }
    grants.push(grant.data)
  }
  const fault = faultOfGrants(grants)
  return fault ? { ok: false, fault } : { ok: true, grants }
}

/** What a person would be given and what taken. A grant that changes in one part is taken, and another given. */
export function changeBetween(held: readonly Grant[], wanted: readonly Grant[]) {
  const lacking = (from: readonly Grant[], others: readonly Grant[]) =>
    from.filter((grant) => !others.some((other) => isSame(grant, other)))
  return { added: lacking(wanted, held), taken: lacking(held, wanted) }
}

const isSame = (one: Grant, other: Grant) =>
  one.role === other.role &&
  one.sensitivity === other.sensitivity &&
  one.territory.kind === other.territory.kind &&
  placesOf(one).join() === placesOf(other).join()

import { coversArea, coversFacility, scopeOf } from '@cockpit/domain/access/decide'
import { exportingGrants } from '@cockpit/domain/access/exporting'
import type { Grant } from '@cockpit/domain/access/grant'
import { FacilityId } from '@cockpit/domain/ids'
import type { Recipient, ScheduledReport } from '@cockpit/domain/scheduled-report/definition'
import type { Facility, Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import type { Database, Transaction } from '../database'
import { readGrants } from '../people/grants-of'

interface Holder {
  readonly id: string
  readonly name: string
  readonly grants: readonly Grant[]
}

type Sites = ReadonlyMap<FacilityId, Pick<Facility, 'id' | 'county'>>

/** A person a report may be sent to. */
export interface Candidate {
  readonly id: string
  readonly name: string
}

/** Whom this person may send reports to: themselves, and everyone who may take out figures of places within their own, and of no other. */
export async function candidatesFor(db: Database, actor: Actor, territory: Territory): Promise<Candidate[]> {
  const [holders, sites] = await Promise.all([holdersOf(db), sitesOf(db)])
  const scope = scopeOf(exportingGrants(actor.grants), 'export', 'aggregate')
  const within = ({ territory: place }: Grant) =>
    place.kind === 'area'
      ? coversArea(scope, place.code, territory)
      : place.ids.every((id) => {
          const site = sites.get(id)
          return site !== undefined && coversFacility(scope, site, territory)
        })
  return holders
    .filter(
      ({ id, grants }) =>
        id === actor.id || (exportingGrants(grants).length > 0 && exportingGrants(grants).every(within)),
    )
    .map(({ id, name }) => ({ id, name }))
}

/** The people a definition names, as they are now: each once, in a fixed order. A person who is gone stays named, to be refused with the reason. */
export async function recipientsOf(
  db: Database | Transaction,
  { recipients }: Pick<ScheduledReport, 'recipients'>,
  territory: Territory,
): Promise<string[]> {
  const named = recipients.flatMap((one) => (one.kind === 'person' ? [one.id as string] : []))
  const roles = recipients.filter((one): one is Recipient & { kind: 'role' } => one.kind === 'role')
  if (roles.length === 0) return [...new Set(named)].sort()
  const [holders, sites] = await Promise.all([holdersOf(db), sitesOf(db)])
  const holding = holders.filter(({ grants }) =>
    roles.some(({ role, area }) =>
      grants.some(({ role: held, territory: place }) => {
        if (held !== role) return false
        if (place.kind === 'area') return territory.within(place.code, area)
        return place.ids.some((id) => {
          const site = sites.get(id)
          return site !== undefined && territory.within(site.county, area)
        })
      }),
    ),
  )
  return [...new Set([...named, ...holding.map(({ id }) => id)])].sort()
}

async function holdersOf(db: Database | Transaction): Promise<Holder[]> {
  const people = await db.user.findMany({
    where: { disabledAt: null, grants: { some: { revokedAt: null } } },
    include: { grants: { where: { revokedAt: null } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return people.map(({ id, name, grants }) => ({ id, name, grants: readGrants(grants, console.error) }))
}

async function sitesOf(db: Database | Transaction): Promise<Sites> {
  const rows = await db.facility.findMany({ select: { id: true, countyCode: true } })
  return new Map(
    rows.map(({ id, countyCode }) => [
      FacilityId.parse(id),
      { id: FacilityId.parse(id), county: countyCode as Facility['county'] },
    ]),
  )
}

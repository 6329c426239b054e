import { mayAnywhere, scopeOf } from '@cockpit/domain/access/decide'
import { AreaCode } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, codesUnder } from '../access/actor'
import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import type { Database } from '../database'

export const NAME_STATES = ['open', 'matched', 'dismissed'] as const
export type NameState = (typeof NAME_STATES)[number]

export interface InstitutionNameRow {
  readonly id: string
  /** '' when decided for all senders. */
  readonly sender: string
  readonly text: string
  readonly tables: readonly string[]
  readonly countyCode: string | null
  readonly rows: number
  readonly lastBatch: string
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
  readonly state: NameState
  readonly facilityId: string | null
  readonly score: number | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly note: string | null
}

export type NameList =
  | ({ ok: true } & Paged<InstitutionNameRow> & { readonly open: number })
  | { ok: false; refusal: 'not-permitted' }

/**
 * The names to decide, and those decided, that the actor may see: all of them for who covers every place, otherwise those that are said to
 * stand in a county within reach. Most rejected rows first.
 */
export async function listInstitutionNames(
  db: Database,
  actor: Actor,
  territory: Territory,
  filter: Page & { readonly state?: NameState; readonly search?: string } = {},
): Promise<NameList> {
  if (!mayAnywhere(actor.grants, 'institution.match')) return { ok: false, refusal: 'not-permitted' }
  const { areas } = scopeOf(actor.grants, 'institution.match', 'facility')
  const all = territory.roots.length > 0 && territory.roots.every((root) => areas.includes(root.code))
  const reach = all ? {} : { countyCode: { in: codesUnder(areas, territory) } }
  const where = {
    AND: [
      reach,
      filter.state ? { state: filter.state } : {},
      filter.search ? { text: { contains: filter.search.trim() } } : {},
    ],
  }
  const [found, total, open] = await Promise.all([
    db.institutionName.findMany({ where, orderBy: [{ rows: 'desc' }, { id: 'asc' }], ...pageArguments(filter) }),
    db.institutionName.count({ where }),
    db.institutionName.count({ where: { AND: [reach, { state: 'open' }] } }),
  ])
  const { rows, next } = cutPage(found, filter)
  return { ok: true, rows: rows.map((row) => ({ ...row, state: row.state as NameState })), next, total, open }
}

/** The rule of the list for one name. */
export function seesName(actor: Actor, territory: Territory, name: { readonly countyCode: string | null }): boolean {
  const { areas } = scopeOf(actor.grants, 'institution.match', 'facility')
  if (territory.roots.length > 0 && territory.roots.every((root) => areas.includes(root.code))) return true
  const county = AreaCode.safeParse(name.countyCode)
  return county.success && areas.some((area) => territory.within(county.data, area))
}

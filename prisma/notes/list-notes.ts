import { AreaCode } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import { personNames } from '../people/person-names'
import { type NoteRow, noteRow } from './chart-note'

export interface NotesOf {
  readonly area: string
  readonly facility: string | null
}

/** The newest of a place: a line has room for a few dozen. */
const MOST_NOTES = 500

/**
 * Notes of a place, and those of the areas around it (a policy of the province concerns its counties), by their days; `concerns` says beside which
 * figures each stands. Who reads the place gets the shared ones, also those of an area above that the reader's grants do not reach: they flow down
 * the tree, never up or aside. The own are seen by their author alone.
 */
export async function listNotes(
  db: Database,
  actor: Actor,
  territory: Territory,
  { area, facility }: NotesOf,
): Promise<(NoteRow & { readonly authorName: string })[]> {
  const code = AreaCode.safeParse(area)
  if (!code.success || !permitted(actor, 'indicator.read', { areaCode: area, facilityId: facility }, territory))
    return []
  // The county of an address is not believed: a facility stands where the register has it.
  if (facility) {
    const known = await db.facility.findUnique({ where: { id: facility }, select: { countyCode: true } })
    if (known?.countyCode !== area) return []
  }
  const around = territory.path(code.data).map((one) => one.code)
  const found = await db.chartNote.findMany({
    where: {
      AND: [
        { OR: [{ areaCode: { in: around }, facilityId: null }, ...(facility ? [{ facilityId: facility }] : [])] },
        { OR: [{ author: actor.id }, { shared: true }] },
      ],
    },
    orderBy: [{ fromDay: 'desc' }, { id: 'desc' }],
    take: MOST_NOTES,
  })
  const names = await personNames(
    db,
    found.map((row) => row.author),
  )
  return found.reverse().map((row) => ({ ...noteRow(row), authorName: names[row.author] ?? '' }))
}

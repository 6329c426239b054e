import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { atDay, type NotePlace, type NoteRow, type NoteText, noteRow } from './chart-note'

export type NoteResult = { ok: true; note: NoteRow } | { ok: false; refusal: 'not-permitted' | 'note-unknown' }

/** Writes a note at a place whose figures the author reads. */
export async function writeNote(
  db: Database,
  actor: Actor,
  territory: Territory,
  { area, facility, indicator, ...note }: NotePlace & NoteText,
  now: Date,
): Promise<NoteResult> {
  const place = { areaCode: area, facilityId: facility }
  if (!territory.get(area) || !permitted(actor, 'indicator.read', place, territory))
    return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx) => {
    if (facility) {
      // The county of an address is not believed: a facility stands where the register has it.
      const known = await tx.facility.findUnique({ where: { id: facility }, select: { countyCode: true } })
      if (known?.countyCode !== area) return { ok: false, refusal: 'not-permitted' }
    }
    const made = await tx.chartNote.create({ data: { ...place, indicator, author: actor.id, ...columns(note) } })
    await appendAudit(tx, {
      actor: actor.id,
      action: 'note.write',
      subject: `note:${made.id}`,
      detail: { area, facility, indicator, ...note },
      at: now,
    })
    return { ok: true, note: noteRow(made) }
  })
}

/** Changes one's own note. Another's is as if it were not there. */
export async function changeNote(
  db: Database,
  actor: Actor,
  { id, ...note }: NoteText & { readonly id: string },
  now: Date,
): Promise<NoteResult> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.chartNote.updateMany({ where: { id, author: actor.id }, data: columns(note) })
    if (count === 0) return { ok: false, refusal: 'note-unknown' }
    await appendAudit(tx, {
      actor: actor.id,
      action: 'note.change',
      subject: `note:${id}`,
      detail: { ...note },
      at: now,
    })
    return { ok: true, note: noteRow(await tx.chartNote.findUniqueOrThrow({ where: { id } })) }
  })
}

/** Takes one's own note away; the audit keeps what it said. */
export async function removeNote(db: Database, actor: Actor, id: string, now: Date): Promise<{ ok: boolean }> {
  return db.$transaction(async (tx) => {
    const found = await tx.chartNote.findFirst({ where: { id, author: actor.id } })
    if (!found) return { ok: false }
    await tx.chartNote.delete({ where: { id } })
    const { text, shared, ...note } = noteRow(found)
    await appendAudit(tx, {
      actor: actor.id,
      action: 'note.remove',
      subject: `note:${id}`,
      detail: { area: note.areaCode, facility: note.facilityId, from: note.from, to: note.to, text, shared },
      at: now,
    })
    return { ok: true }
  })
}

function columns({ from, to, text, shared }: NoteText) {
  return { fromDay: atDay(from), toDay: atDay(to), text, shared }
}

import { may } from '@cockpit/domain/access/decide'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import { seesName } from './list-names'

export type InstitutionDecision =
  | {
      readonly kind: 'match'
      readonly facilityId: string
      /** Every sender means this facility by the name; otherwise only the one that sent it. */
      readonly everywhere: boolean
      readonly score?: number
    }
  /** No facility of ours: rows under it stay rejected. */
  | { readonly kind: 'dismiss'; readonly note: string }
  /** Takes a decision back; rows that were published under it stay until they are sent again. */
  | { readonly kind: 'reopen' }

export type DecideResult =
  | { ok: true; repeated: boolean }
  | { ok: false; refusal: 'not-found' | 'not-permitted' | 'unknown-facility' | 'note-missing' | 'decided-otherwise' }

/**
 * A person says which registered facility a name means, or that it means none. From the next import on the name is read so.
 * The same decision twice is one; a name already decided otherwise must be reopened first.
 */
export async function decideInstitution(
  db: Database,
  actor: Actor,
  territory: Territory,
  input: { readonly id: string; readonly decision: InstitutionDecision },
  now: Date,
): Promise<DecideResult> {
  const { decision } = input
  if (decision.kind === 'dismiss' && decision.note.trim() === '') return { ok: false, refusal: 'note-missing' }
  return db.$transaction(async (tx): Promise<DecideResult> => {
    await tx.$queryRaw`SELECT id FROM "InstitutionName" WHERE id = ${input.id} FOR UPDATE`
    const name = await tx.institutionName.findUnique({ where: { id: input.id } })
    if (!name || !seesName(actor, territory, name)) return { ok: false, refusal: 'not-found' }
    if (decision.kind === 'match') {
      const facility = await tx.facility.findUnique({ where: { id: decision.facilityId } })
      // A facility outside one's reach is not told from one that does not exist.
      const subject = facility && { id: FacilityId.parse(facility.id), county: AreaCode.parse(facility.countyCode) }
      if (!subject || !may(actor.grants, 'institution.match', { facility: subject }, territory, 'facility'))
        return { ok: false, refusal: 'unknown-facility' }
      if (decision.everywhere && !coversAll(actor, territory)) return { ok: false, refusal: 'not-permitted' }
    } else if (name.sender === '' && !coversAll(actor, territory)) {
      return { ok: false, refusal: 'not-permitted' }
    } else if (name.facilityId !== null && !(await mayTouch(tx, actor, territory, name.facilityId))) {
      return { ok: false, refusal: 'not-permitted' }
    }
    const after = decision.kind === 'match' ? 'matched' : decision.kind === 'dismiss' ? 'dismissed' : 'open'
    const same =
      name.state === after &&
      (decision.kind !== 'match' ||
        (name.facilityId === decision.facilityId && decision.everywhere === (name.sender === '')))
    if (same) return { ok: true, repeated: true }
    if (name.state !== 'open' && decision.kind !== 'reopen') return { ok: false, refusal: 'decided-otherwise' }
    const sender = decision.kind === 'match' && decision.everywhere ? '' : name.sender
    if (sender !== name.sender) {
      const forAll = await tx.institutionName.findUnique({ where: { sender_text: { sender: '', text: name.text } } })
      if (forAll && forAll.facilityId !== (decision.kind === 'match' ? decision.facilityId : null))
        return { ok: false, refusal: 'decided-otherwise' }
      if (forAll) {
        await tx.institutionName.delete({ where: { id: name.id } })
        await audit(tx, actor, name, { ...decision, note: 'joined the decision for all senders' }, now)
        return { ok: true, repeated: false }
      }
    }
    await tx.institutionName.update({
      where: { id: name.id },
      data: {
        sender,
        state: after,
        facilityId: decision.kind === 'match' ? decision.facilityId : null,
        score: decision.kind === 'match' ? (decision.score ?? null) : null,
        note: decision.kind === 'dismiss' ? decision.note.trim() : null,
        decidedBy: decision.kind === 'reopen' ? null : actor.id,
        decidedAt: decision.kind === 'reopen' ? null : now,
      },
    })
    await audit(tx, actor, name, decision, now)
    return { ok: true, repeated: false }
  })
}

/** What concerns every sender is for those who see every place. */
export function coversAll(actor: Actor, territory: Territory): boolean {
  return (
    territory.roots.length > 0 &&
    territory.roots.every((root) => may(actor.grants, 'institution.match', { area: root.code }, territory, 'facility'))
  )
}

async function mayTouch(tx: Transaction, actor: Actor, territory: Territory, facilityId: string): Promise<boolean> {
  const facility = await tx.facility.findUnique({ where: { id: facilityId } })
  if (!facility) return coversAll(actor, territory)
  const subject = { id: FacilityId.parse(facility.id), county: AreaCode.parse(facility.countyCode) }
  return may(actor.grants, 'institution.match', { facility: subject }, territory, 'facility')
}

async function audit(
  tx: Transaction,
  actor: Actor,
  name: { readonly id: string; readonly sender: string; readonly text: string },
  decision: InstitutionDecision & { readonly note?: string },
  now: Date,
): Promise<void> {
  await appendAudit(tx, {
    actor: actor.id,
    action: `institution.${decision.kind}`,
    subject: `institution-name:${name.id}`,
    detail: { sender: name.sender, text: name.text, ...decision },
    at: now,
  })
}

import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Grant } from '@cockpit/domain/access/grant'
import type { Actor } from '../access/actor'
import { hashToken, newCode } from '../access/token'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { SYSTEM } from '../people/create-person'

const CODE_MINUTES = 15

export interface NewDisplay {
  /** Stands in the address `/wall/<id>`: 2 to 32 lower-case letters, digits or hyphens. */
  readonly id: string
  readonly name: string
  readonly territory: Grant['territory']
  readonly sensitivity: Grant['sensitivity']
  readonly board?: string
  readonly theme?: 'dark' | 'light'
}

export type PairingCode = { ok: true; id: string; code: string; pairBefore: Date }
export type DisplayRefusal = 'not-permitted' | 'bad-id' | 'too-sensitive' | 'taken' | 'not-found'

/** Makes a display and the code by which one device becomes it. Cases never reach a wall. */
export async function createDisplay(
  db: Database,
  actor: Actor | typeof SYSTEM,
  input: NewDisplay,
  now: Date,
): Promise<PairingCode | { ok: false; refusal: DisplayRefusal }> {
  if (!mayManage(actor)) return { ok: false, refusal: 'not-permitted' }
  if (!/^[a-z0-9][a-z0-9-]{1,31}$/.test(input.id)) return { ok: false, refusal: 'bad-id' }
  if (input.sensitivity === 'case') return { ok: false, refusal: 'too-sensitive' }
  const grant: Grant = { role: 'display', territory: input.territory, sensitivity: input.sensitivity }
  const { code, pairCode, pairBefore } = freshCode(now)
  const by = actor === SYSTEM ? SYSTEM : actor.id
  return db.$transaction(async (tx) => {
    const { id, name, board, theme } = input
    const { count } = await tx.display.createMany({
      data: [{ id, name, board, theme, grant, pairCode, pairBefore, createdAt: now }],
      skipDuplicates: true,
    })
    if (count === 0) return { ok: false, refusal: 'taken' }
    await appendAudit(tx, {
      actor: by,
      action: 'display.create',
      subject: `display:${id}`,
      detail: { name, grant },
      at: now,
    })
    return { ok: true, id, code, pairBefore }
  })
}

/** A new code for a display: the next device that gives it takes the place of the one before. */
export async function renewPairing(
  db: Database,
  actor: Actor | typeof SYSTEM,
  id: string,
  now: Date,
): Promise<PairingCode | { ok: false; refusal: DisplayRefusal }> {
  if (!mayManage(actor)) return { ok: false, refusal: 'not-permitted' }
  const { code, pairCode, pairBefore } = freshCode(now)
  const by = actor === SYSTEM ? SYSTEM : actor.id
  return db.$transaction(async (tx) => {
    const { count } = await tx.display.updateMany({ where: { id, revokedAt: null }, data: { pairCode, pairBefore } })
    if (count === 0) return { ok: false, refusal: 'not-found' }
    await appendAudit(tx, { actor: by, action: 'display.code', subject: `display:${id}`, detail: {}, at: now })
    return { ok: true, id, code, pairBefore }
  })
}

/** Revokes a display at once: its token and its code are worth nothing any more. */
export async function revokeDisplay(
  db: Database,
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusal: DisplayRefusal }> {
  if (!mayManage(actor)) return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx) => {
    const { count } = await tx.display.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now, tokenHash: null, pairCode: null, pairBefore: null },
    })
    if (count === 0) return { ok: false, refusal: 'not-found' }
    await appendAudit(tx, { actor: actor.id, action: 'display.revoke', subject: `display:${id}`, detail: {}, at: now })
    return { ok: true }
  })
}

function mayManage(actor: Actor | typeof SYSTEM): boolean {
  return actor === SYSTEM || mayAnywhere(actor.grants, 'display.manage')
}

function freshCode(now: Date) {
  const code = newCode()
  return { code, pairCode: hashToken(code), pairBefore: new Date(now.getTime() + CODE_MINUTES * 60_000) }
}

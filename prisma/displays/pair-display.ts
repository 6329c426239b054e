import { hashToken, newToken } from '../access/token'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { type DisplayRow, displayRow } from './display'

/** Binds the device that gives the code to its display. The code is good once; the token is returned this once. */
export async function pairDisplay(
  db: Database,
  input: { readonly code: string },
  now: Date,
): Promise<{ ok: true; id: string; token: string } | { ok: false; refusal: 'bad-code' }> {
  const pairCode = hashToken(input.code.trim().toUpperCase().replaceAll('-', ''))
  const token = newToken('display')
  return db.$transaction(async (tx) => {
    const [paired] = await tx.display.updateManyAndReturn({
      where: { pairCode, pairBefore: { gt: now }, revokedAt: null },
      data: { tokenHash: hashToken(token), pairCode: null, pairBefore: null, lastSeenAt: now },
    })
    if (!paired) return { ok: false, refusal: 'bad-code' }
    const subject = `display:${paired.id}`
    await appendAudit(tx, { actor: subject, action: 'display.pair', subject, detail: {}, at: now })
    return { ok: true, id: paired.id, token }
  })
}

/** The display of a token; null when it is unknown or revoked, or its grant cannot be read. */
export async function authenticateDisplay(
  db: Database,
  token: string,
  report: (problem: string) => void = console.error,
): Promise<DisplayRow | null> {
  const stored = await db.display.findUnique({ where: { tokenHash: hashToken(token) } })
  return stored && !stored.revokedAt ? displayRow(stored, report) : null
}

/** Notes that the display lives. False when it was revoked meanwhile. */
export async function heartbeat(db: Database, id: string, now: Date): Promise<boolean> {
  const { count } = await db.display.updateMany({ where: { id, revokedAt: null }, data: { lastSeenAt: now } })
  return count === 1
}

import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { Actor } from '../access/actor'
import type { Database } from '../database'
import { type DisplayRow, displayRow } from './display'

/** The displays that are not revoked, for the administrator. */
export async function listDisplays(
  db: Database,
  actor: Actor,
  report: (problem: string) => void = console.error,
): Promise<{ ok: true; rows: DisplayRow[] } | { ok: false; refusal: 'not-permitted' }> {
  if (!mayAnywhere(actor.grants, 'display.manage')) return { ok: false, refusal: 'not-permitted' }
  const stored = await db.display.findMany({ where: { revokedAt: null }, orderBy: { id: 'asc' } })
  return { ok: true, rows: stored.map((row) => displayRow(row, report)).filter((row) => row !== null) }
}

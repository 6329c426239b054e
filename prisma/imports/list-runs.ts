import { mayAnywhere, scopeOf } from '@cockpit/domain/access/decide'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import type { Database } from '../database'
import type { ImportRun } from '../generated/client'

export type ImportList = ({ ok: true } & Paged<ImportRun>) | { ok: false; refusal: 'not-permitted' }

/**
 * Imports, newest first. A file may hold rows of every county, and its name and its rejects speak of them: who is not
 * granted a whole province (or the care of the system) sees only the files that they sent themselves.
 */
export async function listRuns(
  db: Database,
  actor: Actor,
  territory: Territory,
  page: Page & { readonly table?: string } = {},
): Promise<ImportList> {
  if (!mayAnywhere(actor.grants, 'import.read')) return { ok: false, refusal: 'not-permitted' }
  const granted = scopeOf(actor.grants, 'import.read', 'aggregate').areas
  const seesAll = granted.some((code) => territory.roots.some((root) => root.code === code))
  const where = { ...(seesAll ? {} : { sender: actor.id }), ...(page.table ? { table: page.table } : {}) }
  const [found, total] = await Promise.all([
    db.importRun.findMany({ where, orderBy: [{ startedAt: 'desc' }, { id: 'asc' }], ...pageArguments(page) }),
    db.importRun.count({ where }),
  ])
  return { ok: true, total, ...cutPage(found, page) }
}

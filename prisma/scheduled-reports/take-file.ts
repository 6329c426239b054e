import { createHash } from 'node:crypto'
import { coversArea, coversFacility, type Scope, scopeOf } from '@cockpit/domain/access/decide'
import { exportingGrants } from '@cockpit/domain/access/exporting'
import { type Grant, SENSITIVITIES, type Sensitivity } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { TakenScope } from './stored'

/** What these grants let out, as it is kept with a file. */
export function takenScope(grants: readonly Grant[]): TakenScope {
  const exporting = exportingGrants(grants)
  const at = (sensitivity: Sensitivity) => {
    const { areas, facilities } = scopeOf(exporting, 'export', sensitivity)
    return { areas: [...areas], facilities: [...facilities] }
  }
  return { aggregate: at('aggregate'), facility: at('facility'), case: at('case') }
}

/** Whether these grants let out everything that others let out then: who lost a part since gets no file made of it. */
export async function stillCovers(
  db: Database,
  then: unknown,
  grants: readonly Grant[],
  territory: Territory,
): Promise<boolean> {
  const taken = TakenScope.safeParse(then).data
  if (!taken) return false
  const exporting = exportingGrants(grants)
  const ids = [...new Set([...SENSITIVITIES.flatMap((one) => taken[one].facilities)])]
  const rows = ids.length > 0 ? await db.facility.findMany({ where: { id: { in: ids } } }) : []
  const county = new Map(rows.map((row) => [row.id, row.countyCode]))
  const covers = (was: TakenScope['aggregate'], is: Scope) =>
    was.areas.every((code) => coversArea(is, AreaCode.parse(code), territory)) &&
    was.facilities.every((id) => {
      const at = county.get(id)
      return at !== undefined && coversFacility(is, { id: FacilityId.parse(id), county: AreaCode.parse(at) }, territory)
    })
  return SENSITIVITIES.every((one) => covers(taken[one], scopeOf(exporting, 'export', one)))
}

export type TakeResult =
  | { ok: true; file: { name: string; mediaType: string; content: Uint8Array<ArrayBuffer> } }
  | { ok: false; refusal: 'run-unknown' | 'file-gone' | 'file-damaged' | 'access-changed' }

/**
 * Hands a made report to its recipient and to nobody else, its owner neither: it holds what the recipient may see. Written into the
 * audit before it is handed over.
 */
export async function takeReportFile(
  db: Database,
  actor: Actor,
  territory: Territory,
  runId: string,
  now: Date,
): Promise<TakeResult> {
  const run = await db.scheduledReportRun.findFirst({
    where: { id: runId, recipient: actor.id, state: { in: ['made', 'sent'] } },
    include: { file: true },
  })
  if (!run) return { ok: false, refusal: 'run-unknown' }
  if (!run.file) return { ok: false, refusal: 'file-gone' }
  if (!(await stillCovers(db, run.scope, actor.grants, territory))) return { ok: false, refusal: 'access-changed' }
  const { name, mediaType, content, sha256 } = run.file
  if (createHash('sha256').update(content).digest('hex') !== sha256) return { ok: false, refusal: 'file-damaged' }
  await appendAudit(db, {
    actor: actor.id,
    action: 'report.take',
    subject: `report:${run.reportId}`,
    detail: { run: run.id, file: name, sha256 },
    at: now,
  })
  return { ok: true, file: { name, mediaType, content } }
}

import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import type { ScheduledReportRun } from '../generated/client'
import { putMessage } from '../outbox/put'
import type { RunFacts, TakenScope } from './stored'

export interface MadeFile {
  readonly name: string
  readonly mediaType: string
  readonly content: Uint8Array<ArrayBuffer>
  readonly sha256: string
  readonly facts: RunFacts
  readonly scope: TakenScope
  readonly keptUntil: Date
}

/** What came of an attempt. `again`: something was away that may come back. */
export type RunOutcome =
  | { readonly kind: 'made'; readonly file: MadeFile }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'again'; readonly reason: string }

const MOST_ATTEMPTS = 6

/** Minutes until the next attempt: 1, 2, 4, 8, 16. */
const waitAfter = (attempts: number) => 2 ** (attempts - 1) * 60_000

/**
 * Takes the run that is due longest, for the length of the lease; those another process has are passed over. A process that dies on
 * the way gives it back when the lease is over.
 */
export async function claimRun(db: Database, now: Date, leaseSeconds: number): Promise<ScheduledReportRun | null> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000)
  const [claimed] = await db.$queryRaw<{ id: string }[]>`
    UPDATE "ScheduledReportRun" SET attempts = attempts + 1, "nextAttemptAt" = ${leasedUntil}
    WHERE id IN (
      SELECT id FROM "ScheduledReportRun" WHERE state = 'queued' AND "nextAttemptAt" <= ${now}
      ORDER BY trial DESC, "dueAt", id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING id`
  return claimed ? db.scheduledReportRun.findUniqueOrThrow({ where: { id: claimed.id } }) : null
}

/**
 * Keeps what came of an attempt: file, state, audit and message in one transaction. An attempt whose lease ran out and whose run another
 * process took meanwhile keeps nothing, so that a run has one file and is told once.
 * @returns the state it is in, or null where it came too late
 */
export async function settleRun(
  db: Database,
  run: Pick<ScheduledReportRun, 'id' | 'reportId' | 'version' | 'dueAt' | 'recipient' | 'attempts' | 'trial'>,
  outcome: RunOutcome,
  now: Date,
): Promise<'made' | 'refused' | 'failed' | 'queued' | null> {
  const mine = { id: run.id, state: 'queued', attempts: run.attempts }
  if (outcome.kind === 'again' && run.attempts < MOST_ATTEMPTS) {
    const nextAttemptAt = new Date(now.getTime() + waitAfter(run.attempts))
    const { count } = await db.scheduledReportRun.updateMany({ where: mine, data: { nextAttemptAt } })
    return count === 0 ? null : 'queued'
  }
  const state = outcome.kind === 'made' ? 'made' : outcome.kind === 'refused' ? 'refused' : 'failed'
  return db.$transaction(async (tx) => {
    const kept =
      outcome.kind === 'made' ? { scope: outcome.file.scope, facts: outcome.file.facts } : { reason: outcome.reason }
    const { count } = await tx.scheduledReportRun.updateMany({ where: mine, data: { state, settledAt: now, ...kept } })
    if (count === 0) return null
    if (outcome.kind === 'made') {
      const { name, mediaType, content, sha256, keptUntil } = outcome.file
      const file = { runId: run.id, name, mediaType, content, sha256, keptUntil, size: content.byteLength }
      await tx.scheduledReportFile.create({ data: file })
    }
    await putMessage(tx, { key: `report:${run.id}`, topic: 'report.changed', payload: { id: run.id } }, now)
    await appendAudit(tx, {
      actor: 'system',
      action: `report.${outcome.kind === 'made' ? 'make' : outcome.kind === 'refused' ? 'refuse' : 'fail'}`,
      subject: `report:${run.reportId}`,
      detail: {
        ...{
          run: run.id,
          version: run.version,
          due: run.dueAt.toISOString(),
          recipient: run.recipient,
          trial: run.trial,
        },
        ...(outcome.kind === 'made'
          ? { ...outcome.file.facts, sha256: outcome.file.sha256, file: outcome.file.name }
          : { reason: outcome.reason }),
      },
      at: now,
    })
    return state
  })
}

/** Removes the files that were kept long enough; what became of the runs stays. @returns how many */
export async function clearReportFiles(db: Database, now: Date): Promise<number> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.scheduledReportFile.deleteMany({ where: { keptUntil: { lt: now } } })
    if (count > 0)
      await appendAudit(tx, {
        actor: 'system',
        action: 'report.clear',
        subject: 'report:files',
        detail: { files: count },
        at: now,
      })
    return count
  })
}

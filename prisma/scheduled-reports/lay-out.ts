import { mayAnywhere } from '@cockpit/domain/access/decide'
import { duesAfter, nextDue } from '@cockpit/domain/scheduled-report/schedule'
import type { Territory } from '@cockpit/domain/territory/territory'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import { grantsOf } from '../people/grants-of'
import { recipientsOf } from './recipients'
import { readDefinition } from './stored'

/** Due dates of one report laid out in one transaction; the others follow with the next. */
const MOST_DUES = 50

/**
 * Lays out what fell due: one run for each due date and recipient, those of a pause of the machine as well. By any number of processes at
 * the same time: a report is taken by one, and the key of a run keeps it at one however often it is laid out.
 * @returns how many runs are new
 */
export async function layOutDue(db: Database, territory: Territory, now: Date): Promise<number> {
  let laid = 0
  for (;;) {
    const made = await db.$transaction((tx) => layOutOne(tx, territory, now))
    if (made === null) return laid
    laid += made
  }
}

async function layOutOne(tx: Transaction, territory: Territory, now: Date): Promise<number | null> {
  const [due] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "ScheduledReport" WHERE state = 'active' AND "nextDueAt" <= ${now}
    ORDER BY "nextDueAt", id LIMIT 1 FOR UPDATE SKIP LOCKED`
  if (!due) return null
  const { id, owner, version, definition, nextDueAt } = await tx.scheduledReport.findUniqueOrThrow({
    where: { id: due.id },
  })
  if (!mayAnywhere(await grantsOf(tx, owner), 'export')) {
    await tx.scheduledReport.update({ where: { id }, data: { state: 'paused', pausedReason: 'owner-lost-access' } })
    const detail = { reason: 'owner-lost-access', owner }
    await appendAudit(tx, { actor: 'system', action: 'report.pause', subject: `report:${id}`, detail, at: now })
    return 0
  }
  const report = readDefinition(definition)
  const recipients = await recipientsOf(tx, report, territory)
  const dues = [nextDueAt, ...duesAfter(report.schedule, nextDueAt, now, MOST_DUES - 1)]
  const { count } = await tx.scheduledReportRun.createMany({
    data: dues.flatMap((dueAt) =>
      recipients.map((recipient) => ({ reportId: id, version, dueAt, recipient, nextAttemptAt: now, createdAt: now })),
    ),
    skipDuplicates: true,
  })
  const last = dues[dues.length - 1] ?? nextDueAt
  await tx.scheduledReport.update({ where: { id }, data: { nextDueAt: nextDue(report.schedule, last) } })
  return count
}

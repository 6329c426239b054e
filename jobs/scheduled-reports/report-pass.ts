import type { Database } from '@cockpit/db/database'
import type { ScheduledReportRun } from '@cockpit/db/generated/client'
import { grantsOf } from '@cockpit/db/people/grants-of'
import { layOutDue } from '@cockpit/db/scheduled-reports/lay-out'
import { claimRun, clearReportFiles, type RunOutcome, settleRun } from '@cockpit/db/scheduled-reports/settle-run'
import { readDefinition } from '@cockpit/db/scheduled-reports/stored'
import { takenScope } from '@cockpit/db/scheduled-reports/take-file'
import { definitionOf } from '@cockpit/db/scheduled-reports/tell-run'
import { exportingGrants } from '@cockpit/domain/access/exporting'
import { shanghaiDate } from '@cockpit/domain/period/calendar'
import { periodOn } from '@cockpit/domain/scheduled-report/period-rule'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import { readRetention } from '../lake/retention'
import { makePage, type PaperShop } from './make-page'
import { makeTable, ownPlaces } from './make-table'

export interface ReportPorts {
  readonly db: Database
  readonly data: string
  /** Value of COCKPIT_RETENTION. */
  readonly retentionFile: string | undefined
  readonly territory: () => Promise<Territory>
  /** What a question is asked with, read anew for each pass. */
  readonly asking: () => Promise<AskPorts>
  /** Null where no web is known that puts pages on paper. */
  readonly shop: PaperShop | null
  readonly demo: boolean
  readonly now: () => Date
  readonly log: (message: string, facts?: Record<string, unknown>) => void
  readonly stop: AbortSignal
}

/** Longer than the longest page takes: a run whose process died is taken by another after this. Seconds. */
const LEASE_SECONDS = 300
const DAY = 86_400_000

/**
 * One pass: lays out what fell due, makes what waits, one run after the other, and clears files kept long enough. Any number of processes
 * may do it, and any may die: docs/reports.md.
 * @returns how many runs were settled, for whom the outbox is to be looked at
 */
export async function reportPass(ports: ReportPorts): Promise<number> {
  const { db, now, stop, log } = ports
  // Every few seconds nothing is due: the places are read only when something is.
  const due = await db.scheduledReport.count({ where: { state: 'active', nextDueAt: { lte: now() } } })
  const laid = due > 0 ? await layOutDue(db, await ports.territory(), now()) : 0
  if (laid > 0) log('reports fell due', { runs: laid })
  await clearReportFiles(db, now())
  let settled = 0
  let asking: AskPorts | null = null
  while (!stop.aborted) {
    const run = await claimRun(db, now(), LEASE_SECONDS)
    if (!run) break
    asking ??= await ports.asking()
    const outcome = await makeRun(run, asking, ports).catch((error: unknown): RunOutcome => {
      log('a report could not be made', { run: run.id, error: error instanceof Error ? error.message : String(error) })
      return { kind: 'again', reason: 'failed' }
    })
    const state = await settleRun(db, run, outcome, now())
    if (state !== null && state !== 'queued') settled += 1
    log('report', { run: run.id, state, ...(outcome.kind === 'made' ? {} : { reason: outcome.reason }) })
  }
  return settled
}

async function makeRun(run: ScheduledReportRun, asking: AskPorts, ports: ReportPorts): Promise<RunOutcome> {
  const { db, data, retentionFile, shop, demo, now } = ports
  const { title, content, period: rule } = readDefinition(await definitionOf(db, run))
  const person = await db.user.findUnique({ where: { id: run.recipient, disabledAt: null } })
  if (!person || (person.demo && !demo)) return { kind: 'refused', reason: 'recipient-gone' }
  const grants = await grantsOf(db, person.id)
  if (exportingGrants(grants).length === 0) return { kind: 'refused', reason: 'export-not-permitted' }
  const period = periodOn(rule, shanghaiDate(run.dueAt))
  const whose = { run: run.id, person: person.id, places: ownPlaces(grants, asking) }
  const made =
    content.kind === 'table'
      ? await makeTable(content, period, { name: person.name, grants }, asking)
      : await makePage(content, period, whose, { shop, now: now() })
  if (made.kind !== 'report') return made
  const { reportDays } = await readRetention(data, retentionFile)
  const plain = `${title}-${made.facts.period}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
  return {
    kind: 'made',
    file: {
      ...{ name: `${made.facts.demo ? '演示数据-' : ''}${plain}.${made.extension}`, mediaType: made.mediaType },
      ...{ content: made.content, sha256: made.sha256, facts: made.facts },
      scope: takenScope(grants),
      keptUntil: new Date(now().getTime() + reportDays * DAY),
    },
  }
}

import type { ScheduledReport } from '@cockpit/domain/scheduled-report/definition'
import type { z } from 'zod'
import type { Actor } from '../access/actor'
import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import type { Database } from '../database'
import { personNames } from '../people/person-names'
import { RunFacts, readDefinition, StoredReportState, StoredRunState } from './stored'

export interface ReportRow {
  readonly id: string
  readonly mine: boolean
  readonly ownerName: string
  readonly report: ScheduledReport
  readonly version: number
  readonly state: z.infer<typeof StoredReportState>
  readonly pausedReason: string | null
  readonly nextDueAt: Date
  readonly changedAt: Date
}

/** Reports one set up, and those one was ever sent: the others are nobody's business. */
export async function listReports(db: Database, actor: Actor): Promise<ReportRow[]> {
  const found = await db.scheduledReport.findMany({
    where: {
      state: { not: 'removed' },
      OR: [{ owner: actor.id }, { runs: { some: { recipient: actor.id } } }],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 200,
  })
  const names = await personNames(
    db,
    found.map(({ owner }) => owner),
  )
  return found.map(({ id, owner, version, definition, state, pausedReason, nextDueAt, updatedAt }) => ({
    ...{ id, mine: owner === actor.id, ownerName: names[owner] ?? '', version, pausedReason, nextDueAt },
    report: readDefinition(definition),
    state: StoredReportState.parse(state),
    changedAt: updatedAt,
  }))
}

export interface RunRow {
  readonly id: string
  readonly reportId: string
  readonly title: string
  readonly dueAt: Date
  readonly trial: boolean
  /** To the person who asks: only then can it be fetched. */
  readonly toMe: boolean
  readonly recipientName: string
  readonly state: z.infer<typeof StoredRunState>
  readonly reason: string | null
  readonly attempts: number
  readonly settledAt: Date | null
  readonly toldBy: readonly string[]
  readonly facts: RunFacts | null
  readonly file: {
    readonly name: string
    readonly size: number
    readonly sha256: string
    readonly keptUntil: Date
  } | null
}

/** What became of the due dates of one report, or of all: to its owner for everyone, to a recipient one's own. Newest first. */
export async function listRuns(
  db: Database,
  actor: Actor,
  { report, ...page }: Page & { readonly report?: string | undefined },
): Promise<Paged<RunRow>> {
  const where = {
    ...(report ? { reportId: report } : {}),
    OR: [{ recipient: actor.id }, { report: { owner: actor.id } }],
  }
  const [found, total] = await Promise.all([
    db.scheduledReportRun.findMany({
      where,
      include: {
        file: { select: { name: true, size: true, sha256: true, keptUntil: true } },
        report: { select: { title: true } },
      },
      orderBy: [{ dueAt: 'desc' }, { id: 'asc' }],
      ...pageArguments(page),
    }),
    db.scheduledReportRun.count({ where }),
  ])
  const names = await personNames(
    db,
    found.map(({ recipient }) => recipient),
  )
  const cut = cutPage(found, page)
  return {
    ...cut,
    total,
    rows: cut.rows.map((run) => {
      const toMe = run.recipient === actor.id
      const { id, reportId, dueAt, trial, reason, attempts, settledAt, toldBy } = run
      return {
        ...{ id, reportId, dueAt, trial, reason, attempts, settledAt, toldBy, toMe },
        title: run.report.title,
        recipientName: names[run.recipient] ?? '',
        state: StoredRunState.parse(run.state),
        facts: toMe ? (RunFacts.safeParse(run.facts).data ?? null) : null,
        file: toMe ? run.file : null,
      }
    }),
  }
}

import { readChannels } from '@cockpit/db/notices/channels-file'
import { listReports, listRuns } from '@cockpit/db/scheduled-reports/list-reports'
import { candidatesFor, recipientsOf } from '@cockpit/db/scheduled-reports/recipients'
import {
  changeReport,
  createReport,
  type SetUpRefusal,
  type SetUpResult,
  tryReport,
  turnReport,
} from '@cockpit/db/scheduled-reports/set-up'
import { ScheduledReport } from '@cockpit/domain/scheduled-report/definition'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { z } from 'zod'
import { actorOf } from '../actor'
import { findChromium } from '../export/paper/find-chromium'
import { askPorts } from '../indicators/ask-ports'
import type { Ports } from '../ports'
import { personProcedure, Refusal, router } from '../trpc'

const Id = z.object({ id: z.string().max(64) })

const WORDS: Readonly<Record<SetUpRefusal | 'unknown-indicator', string>> = {
  'export-not-permitted': 'Your grants do not include exports.',
  'place-not-permitted': 'You may not take figures of this place out.',
  'recipient-unknown': 'A recipient is not among those you may send figures to.',
  'report-unknown': 'There is no such report of yours.',
  'trial-waits': 'A trial of this report is being made.',
  'unknown-indicator': 'An indicator of the report is not in the catalogue.',
}

function settled(result: SetUpResult): { id: string } {
  if (result.ok) return { id: result.id }
  const code =
    result.refusal === 'report-unknown' ? 'NOT_FOUND' : result.refusal === 'trial-waits' ? 'CONFLICT' : 'FORBIDDEN'
  throw new Refusal(result.refusal, WORDS[result.refusal], code)
}

/** Every indicator of a table is known: a report that nobody could ever be sent is not set up. */
async function checkIndicators({ content }: ScheduledReport, ports: Ports): Promise<void> {
  if (content.kind !== 'table') return
  const catalogue = await knownCatalogue(await askPorts(ports))
  if (content.indicators.some((id) => !catalogue.get(id)))
    throw new Refusal('unknown-indicator', WORDS['unknown-indicator'], 'BAD_REQUEST')
}

/** What the form needs to know of the installation. */
async function means({ data }: Ports) {
  const channels = readChannels(data)
  return {
    email: channels?.smtp !== undefined,
    attachments: channels?.smtp !== undefined && channels.attachReports,
    paper: (await findChromium(process.env)) !== null,
  }
}

/** 定时报表: one's own and those one is sent. For persons. */
export const reportsRouter = router({
  list: personProcedure.query(({ ctx }) => listReports(ctx.ports.db, actorOf(ctx.caller))),

  runs: personProcedure
    .input(
      z.object({
        report: z.string().max(64).optional(),
        limit: z.int().min(1).max(100).optional(),
        cursor: z.string().max(64).optional(),
      }),
    )
    .query(({ ctx, input: { cursor, report, limit } }) =>
      listRuns(ctx.ports.db, actorOf(ctx.caller), {
        report,
        ...(limit ? { limit } : {}),
        ...(cursor ? { after: cursor } : {}),
      }),
    ),

  /** What a form offers: whom one may send to, and what the installation can do. */
  choices: personProcedure.query(async ({ ctx }) => ({
    people: await candidatesFor(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory()),
    ...(await means(ctx.ports)),
  })),

  /** Names of those whom these recipients are today; only people one may send to are named, the others are counted. */
  whom: personProcedure.input(ScheduledReport.shape.recipients).query(async ({ ctx, input }) => {
    const territory = await ctx.ports.territory()
    const known = new Map(
      (await candidatesFor(ctx.ports.db, actorOf(ctx.caller), territory)).map((one) => [one.id, one.name]),
    )
    const ids = await recipientsOf(ctx.ports.db, { recipients: input }, territory)
    return { count: ids.length, names: ids.flatMap((id) => known.get(id) ?? []) }
  }),

  create: personProcedure.input(ScheduledReport).mutation(async ({ ctx, input }) => {
    await checkIndicators(input, ctx.ports)
    return settled(
      await createReport(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date()),
    )
  }),

  change: personProcedure.input(Id.extend({ report: ScheduledReport })).mutation(async ({ ctx, input }) => {
    await checkIndicators(input.report, ctx.ports)
    return settled(
      await changeReport(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date()),
    )
  }),

  turn: personProcedure
    .input(Id.extend({ to: z.enum(['active', 'paused', 'removed']) }))
    .mutation(async ({ ctx, input }) =>
      settled(await turnReport(ctx.ports.db, actorOf(ctx.caller), input, new Date())),
    ),

  /** Made now for oneself alone; it appears among the runs. */
  try: personProcedure
    .input(Id)
    .mutation(async ({ ctx, input }) =>
      settled(await tryReport(ctx.ports.db, actorOf(ctx.caller), input.id, new Date())),
    ),
})

import { listRuns } from '@cockpit/db/imports/list-runs'
import { findBatch } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { z } from 'zod'
import { actorOf } from '../actor'
import { personProcedure, Refusal, router } from '../trpc'
import { importOutcome } from './outcome'
import { readableRun } from './readable-run'
import { senderNames } from './sender-names'
import { sendingRight, sendsTable } from './who-sends'

export const importsRouter = router({
  /** Imports the caller may see, newest first. Empty for those who may see none. */
  list: personProcedure
    .input(
      z.object({
        table: z.string().optional(),
        limit: z.int().min(1).max(200).default(50),
        after: z.string().optional(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const list = await listRuns(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input)
      if (!list.ok) return { rows: [], next: null, total: 0 }
      const { tables } = await ctx.ports.packs()
      const titleOf = (name: string) => tables.find((table) => table.name === name)?.title ?? null
      const senders = await senderNames(
        ctx.ports,
        list.rows.map(({ sender }) => sender),
      )
      return {
        rows: list.rows.map((run) => ({
          ...run,
          sender: senders.get(run.sender) ?? run.sender,
          tableTitle: titleOf(run.table),
        })),
        next: list.next,
        total: list.total,
      }
    }),

  /** What became of a published file's rows: replaced, corrected, flagged, rejected and why. */
  outcome: personProcedure.input(z.object({ id: z.string().max(64) })).query(async ({ ctx, input }) => {
    const run = await readableRun(ctx.ports, ctx.caller, input.id)
    const batch = run && (await findBatch(ctx.ports.lake, await currentManifest(ctx.ports.lake), run.id))
    if (!batch) throw new Refusal('import-unknown', 'There is no such import within your authority.', 'NOT_FOUND')
    return importOutcome(ctx.ports, ctx.caller, batch)
  }),

  /** How far the import of a file just sent has come; null until the importer has taken it up. */
  progress: personProcedure.input(z.object({ id: z.string().max(64) })).query(async ({ ctx, input }) => {
    const run = await readableRun(ctx.ports, ctx.caller, input.id)
    if (!run) return null
    const { id, state, rowsRead, rowsPublished, rowsRejected, message } = run
    return { id, state, rowsRead, rowsPublished, rowsRejected, message }
  }),

  /** Tables the caller may send files for. */
  tables: personProcedure.query(async ({ ctx }) => {
    const right = sendingRight(ctx.caller.grants, await ctx.ports.territory(), await ctx.ports.facilities())
    if (right.kind === 'none') return []
    const { tables } = await ctx.ports.packs()
    return tables
      .filter((table) => right.kind === 'all' || table.facilityColumn !== undefined)
      .filter((table) => sendsTable({ grants: ctx.caller.grants, tables: [] }, table))
      .map(({ name, title, grain, columns }) => ({
        name,
        title,
        grain,
        columns: columns.map(({ name, title, headers, required }) => ({ header: headers[0] ?? name, title, required })),
      }))
  }),
})

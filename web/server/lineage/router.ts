import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { originOf, reachOf } from '@cockpit/semantic-layer/client/lineage'
import { findBatches } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { z } from 'zod'
import { readableRun } from '../imports/readable-run'
import { seesAllRuns } from '../imports/sees-all'
import { senderNames } from '../imports/sender-names'
import { REFUSAL_CODES } from '../indicators/answer-question'
import { askPorts } from '../indicators/ask-ports'
import { personProcedure, Refusal, router } from '../trpc'

const Batch = z.string().regex(/^[0-9a-f]{16}$/)

export const lineageRouter = router({
  /** The files behind a number, as far as the caller's authority reaches. */
  ofNumber: personProcedure
    .input(
      z.object({
        indicator: IndicatorId,
        territory: AreaCode,
        facility: FacilityId.optional(),
        period: IndicatorQuery.shape.period,
      }),
    )
    .query(async ({ ctx, input: { facility, ...question } }) => {
      const result = await originOf(
        { ...question, ...(facility ? { facility } : {}) },
        { grants: ctx.caller.grants },
        await askPorts(ctx.ports),
      )
      if (!result.ok) throw new Refusal(result.refusal, result.message, REFUSAL_CODES[result.refusal])
      const { files, tables, total, named } = result.origin
      const known = await findBatches(
        ctx.ports.lake,
        await currentManifest(ctx.ports.lake),
        files.map(({ batch }) => batch),
      )
      const senders = await senderNames(
        ctx.ports,
        [...known.values()].map(({ sender }) => sender),
      )
      const { tables: declared } = await ctx.ports.packs()
      const [territory, directory] = await Promise.all([ctx.ports.territory(), ctx.ports.facilities()])
      const readsAll = seesAllRuns(ctx.caller.grants, territory)
      const place = facility ? directory.get(facility)?.name : territory.get(question.territory)?.name
      return {
        place: place ?? null,
        tables: tables.map((name) => {
          const table = declared.find((one) => one.name === name)
          /** `own`: written by the product itself, so that no file stands behind it. */
          return { name, title: table?.title ?? null, own: table?.system === true }
        }),
        total,
        files: files.map(({ batch, table, rows }) => {
          const facts = known.get(batch)
          const shown = named || facts?.sender === ctx.caller.id
          return {
            batch,
            table,
            rows,
            // A batch that left the journal (erased) is still told, by its number alone; and so is one to who sees sums of areas only.
            fileName: (shown && facts?.fileName) || null,
            sender: shown && facts ? (senders.get(facts.sender) ?? facts.sender) : null,
            publishedAt: facts?.publishedAt ?? null,
            demo: facts?.demo ?? false,
            /** Its own page opens for this caller. */
            readable: facts !== undefined && (readsAll || facts.sender === ctx.caller.id),
          }
        }),
      }
    }),

  /** The numbers a file touches. For those who may see the import. */
  ofFile: personProcedure.input(z.object({ batch: Batch })).query(async ({ ctx, input }) => {
    const run = await readableRun(ctx.ports, ctx.caller, input.batch)
    const unknown = () => new Refusal('import-unknown', 'There is no such import within your authority.', 'NOT_FOUND')
    if (!run) throw unknown()
    const batch = (await findBatches(ctx.ports.lake, await currentManifest(ctx.ports.lake), [run.id])).get(run.id)
    if (!batch) throw unknown()
    const result = await reachOf(
      { batch: batch.id, table: batch.table },
      { grants: ctx.caller.grants },
      await askPorts(ctx.ports),
    )
    if (!result.ok) throw new Refusal(result.refusal, result.message, REFUSAL_CODES[result.refusal])
    const territory = await ctx.ports.territory()
    const { tables: declared } = await ctx.ports.packs()
    const places = result.reach.places.map((place) => {
      const code = AreaCode.safeParse(place.countyCode)
      return { ...place, county: (code.success && territory.get(code.data)?.name) || null }
    })
    const sender = (await senderNames(ctx.ports, [batch.sender])).get(batch.sender) ?? batch.sender
    return {
      file: { ...batch, sender },
      table: declared.find((table) => table.name === batch.table)?.title ?? null,
      places,
      indicators: result.reach.indicators,
    }
  }),
})

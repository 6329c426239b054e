import { askPosture } from '@cockpit/db/postures/ask-posture'
import { posturesInForce } from '@cockpit/db/postures/in-force'
import { listPostures } from '@cockpit/db/postures/list-postures'
import { movePosture } from '@cockpit/db/postures/move-posture'
import { coversArea, scopeOf } from '@cockpit/domain/access/decide'
import { AreaCode } from '@cockpit/domain/ids'
import { POSTURE_COMMANDS } from '@cockpit/domain/posture/posture'
import { z } from 'zod'
import { actorOf } from '../actor'
import { ClientKey } from '../tasks/client-key'
import { personProcedure, Refusal, readingProcedure, router } from '../trpc'
import { concernedPostures } from './concerned'

export const postureRouter = router({
  /** The postures in force that touch the caller's territory: above it, in it or below it. For the banner on every screen. */
  current: readingProcedure.query(async ({ ctx }) => {
    const [territory, directory] = [await ctx.ports.territory(), await ctx.ports.facilities()]
    const inForce = await posturesInForce(ctx.ports.db, new Date())
    return concernedPostures(inForce, ctx.caller.grants, territory, directory)
  }),

  /** Requests, postures and their history, for who may ask for one. */
  list: personProcedure.query(async ({ ctx }) => {
    const territory = await ctx.ports.territory()
    const now = new Date()
    const { rows, people } = await listPostures(ctx.ports.db, actorOf(ctx.caller), territory, now)
    const scope = scopeOf(ctx.caller.grants, 'posture.ask', 'aggregate')
    const named = (code: string) => territory.get(AreaCode.parse(code))?.name ?? { zh: code, en: code }
    return {
      rows: rows.map((row) => ({
        ...row,
        area: named(row.areaCode),
        entries: row.entries.map((entry) => ({ ...entry, actorName: people[entry.actor] ?? entry.actor })),
      })),
      /** The areas this person may ask for. */
      areas: territory
        .all()
        .filter(({ code }) => coversArea(scope, code, territory))
        .map(({ code, name }) => ({ code, name })),
    }
  }),

  ask: personProcedure
    .input(z.object({ area: AreaCode, reason: z.string().max(500), until: z.date(), idempotencyKey: ClientKey }))
    .mutation(async ({ ctx, input }) => {
      const { db } = ctx.ports
      const result = await askPosture(db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date())
      if (!result.ok) throw new Refusal(result.refusal, `It was not asked for: ${result.refusal}.`)
      return result
    }),

  move: personProcedure
    .input(
      z.object({
        postureId: z.string().max(64),
        command: z.enum(POSTURE_COMMANDS),
        note: z.string().max(2000).default(''),
        expectedRevision: z.int().nonnegative(),
        idempotencyKey: ClientKey,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { db } = ctx.ports
      const result = await movePosture(db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date())
      if (!result.ok)
        throw new Refusal(
          result.refusal,
          `The posture was not changed: ${result.refusal}.`,
          result.refusal === 'stale' ? 'CONFLICT' : 'FORBIDDEN',
        )
      return result
    }),
})

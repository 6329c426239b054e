import { listAudit } from '@cockpit/db/audit/list-audit'
import { verifyAudit } from '@cockpit/db/audit/verify-audit'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import { z } from 'zod'
import { actorOf } from '../actor'
import { checkHealth } from '../health/check'
import { personProcedure, Refusal, router } from '../trpc'

export const adminRouter = router({
  health: personProcedure.query(({ ctx }) => {
    if (!mayAnywhere(ctx.caller.grants, 'health.read')) throw new Refusal('not-permitted', 'You may not see this.')
    return checkHealth(ctx.ports, new Date())
  }),

  audit: personProcedure
    .input(
      z.object({
        actor: z.string().max(64).optional(),
        subject: z.string().max(120).optional(),
        action: z.string().max(64).optional(),
        before: z.string().regex(/^\d+$/).optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(async ({ ctx, input: { before, ...filter } }) => {
      const list = await listAudit(ctx.ports.db, actorOf(ctx.caller), {
        ...filter,
        ...(before ? { before: BigInt(before) } : {}),
      })
      if (!list.ok) throw new Refusal('not-permitted', 'The audit is for the audit administrator.')
      return {
        rows: list.rows.map((row) => ({
          ...row,
          seq: String(row.seq),
          actorName: list.people[row.actor] ?? row.actor,
        })),
        next: list.next === null ? null : String(list.next),
      }
    }),

  /** Works the whole chain out anew. */
  checkChain: personProcedure.mutation(async ({ ctx }) => {
    if (!mayAnywhere(ctx.caller.grants, 'audit.read')) throw new Refusal('not-permitted', 'You may not see this.')
    const verdict = await verifyAudit(ctx.ports.db)
    return verdict.intact
      ? { intact: true as const, entries: String(verdict.entries), head: verdict.head?.hash ?? null }
      : { intact: false as const, brokenAt: String(verdict.brokenAt), reason: verdict.reason }
  }),
})

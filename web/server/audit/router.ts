import { readAuditHead } from '@cockpit/db/audit/audit-head'
import { auditActions, listAudit } from '@cockpit/db/audit/list-audit'
import { verifyAudit } from '@cockpit/db/audit/verify-audit'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import { z } from 'zod'
import { actorOf } from '../actor'
import { personProcedure, Refusal, router } from '../trpc'

const refused = () => new Refusal('not-permitted', 'The audit is for the audit administrator.')

export const auditRouter = router({
  /** Newest first. The filters are those of `listAudit`. */
  list: personProcedure
    .input(
      z.object({
        actor: z.string().trim().max(120).optional(),
        subject: z.string().trim().max(160).optional(),
        action: z.string().trim().max(80).optional(),
        from: z.date().optional(),
        until: z.date().optional(),
        /** Entries with smaller numbers than this. */
        cursor: z
          .string()
          .regex(/^\d{1,18}$/)
          .nullish(),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .query(async ({ ctx, input: { cursor, ...filter } }) => {
      const list = await listAudit(ctx.ports.db, actorOf(ctx.caller), {
        ...filter,
        ...(cursor ? { before: BigInt(cursor) } : {}),
      })
      if (!list.ok) throw refused()
      return {
        rows: list.rows.map((row) => ({
          ...row,
          seq: String(row.seq),
          actorName: list.people[row.actor] ?? row.actor,
        })),
        next: list.next === null ? null : String(list.next),
      }
    }),

  actions: personProcedure.query(async ({ ctx }) => {
    const found = await auditActions(ctx.ports.db, actorOf(ctx.caller))
    if (!found.ok) throw refused()
    return found.actions
  }),

  /** Works the whole chain out anew. */
  check: personProcedure.mutation(async ({ ctx }) => {
    if (!mayAnywhere(ctx.caller.grants, 'audit.read')) throw refused()
    const verdict = await verifyAudit(ctx.ports.db, readAuditHead(ctx.ports.data))
    return verdict.intact
      ? { intact: true as const, entries: String(verdict.entries), head: verdict.head?.hash ?? null }
      : { intact: false as const, brokenAt: String(verdict.brokenAt), reason: verdict.reason }
  }),
})

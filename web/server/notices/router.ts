import { listNotices, markRead } from '@cockpit/db/notices/inbox'
import { z } from 'zod'
import { personProcedure, router } from '../trpc'

export const noticesRouter = router({
  list: personProcedure
    .input(
      z.object({
        unreadOnly: z.boolean().optional(),
        limit: z.int().min(1).max(100).default(30),
        after: z.string().optional(),
      }),
    )
    .query(({ ctx, input }) => listNotices(ctx.ports.db, ctx.caller.id, input)),

  markRead: personProcedure
    .input(z.object({ ids: z.union([z.literal('all'), z.array(z.string().max(64)).max(200)]) }))
    .mutation(({ ctx, input }) => markRead(ctx.ports.db, ctx.caller.id, input.ids, new Date())),
})

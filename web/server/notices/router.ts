import { readChannels } from '@cockpit/db/notices/channels-file'
import { listDeadLetters, sendAgain } from '@cockpit/db/notices/deliveries'
import { listNotices, markRead } from '@cockpit/db/notices/inbox'
import { preferencesOf, savePreference } from '@cockpit/db/notices/preferences'
import { NoticePreference } from '@cockpit/domain/notice/preference'
import { z } from 'zod'
import { actorOf } from '../actor'
import { personProcedure, Refusal, router } from '../trpc'

export const noticesRouter = router({
  list: personProcedure
    .input(
      z.object({
        unreadOnly: z.boolean().optional(),
        limit: z.int().min(1).max(100).default(30),
        after: z.string().optional(),
        /** The same as `after`, under the name an endless list uses. */
        cursor: z.string().nullish(),
      }),
    )
    .query(({ ctx, input: { cursor, ...input } }) =>
      listNotices(ctx.ports.db, ctx.caller.id, cursor ? { ...input, after: cursor } : input),
    ),

  markRead: personProcedure
    .input(z.object({ ids: z.union([z.literal('all'), z.array(z.string().max(64)).max(200)]) }))
    .mutation(({ ctx, input }) => markRead(ctx.ports.db, ctx.caller.id, input.ids, new Date())),

  /** What the person wants to be told, and to which domains mail may go; no domains where the operator has set up no mail. */
  preference: personProcedure.query(async ({ ctx }) => ({
    wanted: (await preferencesOf(ctx.ports.db, [ctx.caller.id]))(ctx.caller.id),
    mailDomains: readChannels(ctx.ports.data)?.smtp?.domains ?? [],
  })),

  prefer: personProcedure.input(NoticePreference).mutation(async ({ ctx, input }) => {
    const channels = readChannels(ctx.ports.data)
    const result = await savePreference(ctx.ports.db, ctx.caller.id, input, channels, new Date())
    if (!result.ok) throw new Refusal(result.refusal, 'The operator lets no mail go to this address.', 'BAD_REQUEST')
    return result
  }),

  deadLetters: personProcedure
    .input(z.object({ limit: z.int().min(1).max(100).default(50), after: z.string().optional() }))
    .query(async ({ ctx, input }) => {
      const list = await listDeadLetters(ctx.ports.db, actorOf(ctx.caller), input)
      if (!list.ok) throw new Refusal(list.refusal, 'Dead letters are for who looks after the installation.')
      const people = await ctx.ports.db.user.findMany({
        where: { id: { in: list.rows.filter((row) => row.channel === 'email').map((row) => row.receiver) } },
        select: { id: true, name: true },
      })
      const names = new Map(people.map((person) => [person.id, person.name]))
      const rows = list.rows.map((row) => ({ ...row, receiverName: names.get(row.receiver) ?? row.receiver }))
      return { ...list, rows }
    }),

  sendAgain: personProcedure
    .input(z.object({ ids: z.array(z.string().max(64)).min(1).max(200) }))
    .mutation(async ({ ctx, input }) => {
      const result = await sendAgain(ctx.ports.db, actorOf(ctx.caller), input.ids, new Date())
      if (!result.ok) throw new Refusal(result.refusal, 'Sending again is for the system administrator.')
      return result
    }),
})

import { scopeOf } from '@cockpit/domain/access/decide'
import { ACTIONS, type Action, PERMITTED } from '@cockpit/domain/access/grant'
import { publicProcedure, router } from '../trpc'

export const sessionRouter = router({
  /** Who is signed in, what they may do somewhere, and the areas and facilities they may read; null for nobody. */
  me: publicProcedure.query(({ ctx }) => {
    const { caller } = ctx
    if (!caller) return null
    const actions = ACTIONS.filter((action: Action) =>
      caller.grants.some((grant) => PERMITTED[grant.role].includes(action)),
    )
    return {
      id: caller.id,
      kind: caller.kind,
      name: caller.name,
      demo: caller.demo,
      roles: [...new Set(caller.grants.map((grant) => grant.role))],
      actions,
      reads: scopeOf(caller.grants, 'indicator.read', 'aggregate'),
    }
  }),

  /** The accounts of the demo, for its sign-in page; nothing outside the demo. */
  demoAccounts: publicProcedure.query(async ({ ctx }) => {
    if (process.env.COCKPIT_DEMO !== '1') return []
    const users = await ctx.ports.db.user.findMany({
      where: { demo: true, disabledAt: null },
      orderBy: { createdAt: 'asc' },
      take: 12,
    })
    return users.flatMap(({ username, name }) => (username ? [{ username, name }] : []))
  }),
})

import { mayAnywhere } from '@cockpit/domain/access/decide'
import { checkHealth } from '../health/check'
import { personProcedure, Refusal, router } from '../trpc'

export const adminRouter = router({
  health: personProcedure.query(({ ctx }) => {
    if (!mayAnywhere(ctx.caller.grants, 'health.read')) throw new Refusal('not-permitted', 'You may not see this.')
    return checkHealth(ctx.ports, new Date())
  }),
})

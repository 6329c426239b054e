import { mayReadRules } from '@cockpit/db/rules/read-rules'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import { actorOf } from '../actor'
import { personProcedure, Refusal } from '../trpc'

/** People who may read rules; the others are told that there are none. */
export const readingRules = personProcedure.use(({ ctx, next }) => {
  if (!mayReadRules(actorOf(ctx.caller))) throw new Refusal('not-permitted', 'You may not read the rules.')
  return next({ ctx })
})

export const managingRules = readingRules.use(({ ctx, next }) => {
  if (!mayAnywhere(ctx.caller.grants, 'rules.manage')) throw new Refusal('not-permitted', 'You may not change rules.')
  return next({ ctx })
})

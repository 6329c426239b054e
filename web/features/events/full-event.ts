import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/router'

/** An event with everything its page shows. */
export type FullEvent = inferRouterOutputs<AppRouter>['events']['get']

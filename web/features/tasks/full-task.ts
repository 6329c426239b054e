import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/router'

/** A task with everything its page shows. */
export type FullTask = inferRouterOutputs<AppRouter>['tasks']['get']

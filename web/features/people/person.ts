import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/router'

/** Somebody who may sign in, as the list tells of them. */
export type Person = inferRouterOutputs<AppRouter>['people']['list']['rows'][number]

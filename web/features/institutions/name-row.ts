import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/router'

export type NameRow = inferRouterOutputs<AppRouter>['institutions']['list']['rows'][number]

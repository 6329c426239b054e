import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { AppRouter } from '../../server/router'

/** `useTRPC()` gives typed query and mutation options for React Query; `TRPCProvider` stands in `Queries`. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

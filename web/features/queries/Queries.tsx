'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchStreamLink, TRPCClientError } from '@trpc/client'
import { type ReactNode, useState } from 'react'
import superjson from 'superjson'
import type { AppRouter } from '../../server/router'
import { leaveTogether } from './leave-together'
import { TRPCProvider } from './trpc'

/** A refusal stays a refusal however often one asks; only a broken line or a failing server is worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  const status = error instanceof TRPCClientError ? Number(error.data?.httpStatus ?? 500) : 500
  return status >= 500 && failures < 2
}

/** Queries and the typed client for everything below it. Answers stay until a live message says they are out of date. */
export function Queries({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 60_000, gcTime: 10 * 60_000, retry: worthRetrying, refetchOnWindowFocus: false },
        },
      }),
  )
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [leaveTogether, httpBatchStreamLink({ url: '/api/trpc', transformer: superjson, maxItems: 20 })],
    }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}

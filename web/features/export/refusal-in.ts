import { TRPCClientError } from '@trpc/client'

/** The reason in an error of a call: the server's word, `offline` where it did not answer, else `failed`. */
export function refusalIn(error: unknown): string {
  if (!(error instanceof TRPCClientError)) return 'failed'
  if (!error.data) return 'offline'
  return typeof error.data.reason === 'string' ? error.data.reason : 'failed'
}

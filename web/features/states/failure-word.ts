import { TRPCClientError } from '@trpc/client'

const KNOWN = [
  'not-permitted',
  'place-unknown',
  'alert-unknown',
  'task-unknown',
  'event-unknown',
  'unknown-indicator',
  'unknown-version',
  'import-unknown',
  'unavailable',
] as const

/** What another try may find otherwise; an authority that does not reach is not one of them. */
export const PASSING: ReadonlySet<string> = new Set(['unavailable', 'offline', 'failed'])

/** Word under which `states.failure` explains an error. */
export function failureWord(error: unknown): (typeof KNOWN)[number] | 'signed-out' | 'offline' | 'failed' {
  if (!(error instanceof TRPCClientError)) return 'failed'
  const reason: unknown = error.data?.reason
  const known = KNOWN.find((word) => word === reason)
  if (known) return known
  if (error.data?.code === 'UNAUTHORIZED') return 'signed-out'
  return error.data ? 'failed' : 'offline'
}

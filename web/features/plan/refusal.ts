import { TRPCClientError } from '@trpc/client'

/** Refusals this page has its own words for; anything else is a failure. */
export const REFUSALS = [
  'not-permitted',
  'nothing-to-cover',
  'solver-busy',
  'siting-unusable',
  'too-many-sites',
] as const
export type PlanRefusal = (typeof REFUSALS)[number]

export function refusalOf(error: unknown): PlanRefusal | null {
  if (!(error instanceof TRPCClientError)) return null
  const reason: unknown = error.data?.reason
  return REFUSALS.find((word) => word === reason) ?? null
}

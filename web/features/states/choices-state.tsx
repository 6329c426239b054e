'use client'
import { Skeleton } from './Empty'
import { Failure } from './Failure'

/** Stands in a list of choices that has none: still to come, or it failed and how to try again. Undefined where there really are none: the list has its own words for that. */
export function choicesState({
  error,
  isLoading,
  refetch,
}: {
  readonly error: unknown
  readonly isLoading: boolean
  readonly refetch: () => unknown
}) {
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  return isLoading ? <Skeleton lines={2} /> : undefined
}

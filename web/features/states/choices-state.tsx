'use client'
import type { ReactNode } from 'react'
import { Skeleton } from './Empty'
import { Failure } from './Failure'

/** A question for choices, as React Query tells of it. */
interface Asked {
  readonly data?: unknown
  readonly error: unknown
  readonly isLoading: boolean
  readonly refetch: () => unknown
}

/** Stands in a list of choices that has none: still to come, or it failed and how to try again. Undefined where there really are none: the list has its own words for that. */
export function choicesState({ data, error, isLoading, refetch }: Asked): ReactNode | undefined {
  // Choices that came once stay when asking again fails: no match among them is no failure.
  if (error && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />
  return isLoading ? <Skeleton lines={2} /> : undefined
}

/**
 * The same for a list that is found by typing.
 * @param words what stands there before enough is typed, while it is looked for, and where nothing is found
 */
export function searchState(
  asked: Asked & { readonly isFetching: boolean },
  enough: boolean,
  words: { readonly type: string; readonly searching: string; readonly none: string },
): ReactNode {
  if (!enough) return words.type
  if (asked.isFetching) return words.searching
  return choicesState(asked) ?? words.none
}

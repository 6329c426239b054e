'use client'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { GIVE_UP } from '../cockpit/useQuestions'
import { useTRPC } from '../queries/trpc'
import { heldOf, untilGood } from '../states/held'

const since = (answer: Answer) => answer.staleSince

/** Several questions at once, each an answer of its own in the order asked; the array of answers is the same one until one of them changes. */
export function useAnswers(questions: readonly IndicatorQueryText[]) {
  const trpc = useTRPC()
  return useQueries({
    queries: questions.map((question) => ({
      ...trpc.indicators.ask.queryOptions(question, GIVE_UP),
      refetchInterval: untilGood(since),
    })),
    combine: together,
  })
}

function together(all: readonly UseQueryResult<Answer, unknown>[]) {
  const held = all.map((one) => heldOf(one, since))
  return {
    answers: held.map(({ data }) => data),
    /** Since when one of them could not be renewed. */
    stale: held.flatMap(({ stale }) => stale ?? []).sort()[0],
    error: held.find(({ error }) => error)?.error,
    refetch: () => Promise.all(all.map((one) => one.refetch())),
  }
}

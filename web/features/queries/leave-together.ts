import type { OperationResultObservable, TRPCLink } from '@trpc/client'
import type { AppRouter } from '../../server/router'

/** Until an answered question counts as left: by then a batch whose all are answered has ended by itself. Milliseconds. */
const LINGER = 500

type Answers = OperationResultObservable<AppRouter, unknown>

/**
 * A batch travels as one request, which is given up when every question of it is. Here one that has been answered counts as left, so that the
 * last one nobody waits for is stopped at the server, also beside others that were answered before or cannot be given up.
 */
export const leaveTogether: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) => {
    const left = new AbortController()
    const leave = () => left.abort(op.signal?.reason)
    if (op.signal?.aborted) leave()
    op.signal?.addEventListener('abort', leave, { once: true })
    return whenOver(next({ ...op, signal: left.signal }), () => setTimeout(leave, LINGER))
  }

/** The same answers, with word of their end. */
function whenOver(answers: Answers, over: () => void): Answers {
  const told: Answers = {
    subscribe: (observer) =>
      answers.subscribe({
        ...observer,
        error(problem) {
          over()
          observer.error?.(problem)
        },
        complete() {
          over()
          observer.complete?.()
        },
      }),
    pipe: (...operators: ((answers: never) => never)[]) =>
      operators.reduce<Answers>((before, operator) => operator(before as never), told) as never,
  }
  return told
}

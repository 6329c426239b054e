'use client'
import { TRPCClientError } from '@trpc/client'
import { useCallback, useRef, useState } from 'react'
import { type ActEvent, type ActState, IDLE, newKey, nextAct, readFailure } from './acts'
import { AnswerError } from './command-line'

/**
 * Runs one act and keeps its state visible. Offline, nothing is sent and that is said; the same holds when the answer
 * is lost, and a retry carries the same key.
 */
export function useAct(onAccepted?: () => void) {
  const [state, setState] = useState<ActState>(IDLE)
  const current = useRef<ActState>(IDLE)
  const apply = useCallback((event: ActEvent) => {
    current.current = nextAct(current.current, event)
    setState(current.current)
    return current.current
  }, [])

  /** True when the server took it; every other outcome stands in `state`. */
  const send = useCallback(
    async (call: (key: string) => Promise<{ readonly repeated: boolean }>): Promise<boolean> => {
      if (current.current.kind === 'sending') return false
      const sending = apply({ type: 'send', newKey: newKey() })
      if (sending.kind !== 'sending') return false
      if (!navigator.onLine) {
        apply({ type: 'fail', cause: 'offline' })
        return false
      }
      try {
        const { repeated } = await call(sending.key)
        apply({ type: 'accept', repeated })
        onAccepted?.()
        return true
      } catch (error) {
        const failure = readFailure(answerIn(error), navigator.onLine)
        apply(
          failure.kind === 'refused'
            ? { type: 'refuse', reason: failure.reason }
            : { type: 'fail', cause: failure.cause },
        )
        return false
      }
    },
    [apply, onAccepted],
  )
  const edit = useCallback(() => apply({ type: 'edit' }), [apply])
  return { state, send, edit }
}

/** What the server said, when it was the server that said something. */
function answerIn(error: unknown): { httpStatus?: number; reason?: string | null } {
  if (error instanceof AnswerError) return error
  if (!(error instanceof TRPCClientError)) return {}
  const data: unknown = error.data
  if (typeof data !== 'object' || data === null) return {}
  const { httpStatus, reason } = data as { httpStatus?: unknown; reason?: unknown }
  return {
    httpStatus: typeof httpStatus === 'number' ? httpStatus : undefined,
    reason: typeof reason === 'string' ? reason : null,
  }
}

import { TRPCClientError } from '@trpc/client'
import { type ActEvent, type ActState, readFailure } from './acts'
import { AnswerError } from './answer-error'

export interface ActRun {
  /** Applies an event to the act and returns its new state. */
  readonly apply: (event: ActEvent) => ActState
  readonly newKey: () => string
  readonly online: () => boolean
}

/**
 * Sends one act. Offline, nothing is sent; when the answer is lost, nobody knows, and the key stays for the retry.
 * @returns true only when the server took it
 */
export async function runAct(
  { apply, newKey, online }: ActRun,
  call: (key: string) => Promise<{ readonly repeated: boolean }>,
): Promise<boolean> {
  const sending = apply({ type: 'send', newKey: newKey() })
  if (sending.kind !== 'sending') return false
  if (!online()) {
    apply({ type: 'fail', cause: 'offline' })
    return false
  }
  try {
    const { repeated } = await call(sending.key)
    apply({ type: 'accept', repeated })
    return true
  } catch (error) {
    const failure = readFailure(answerIn(error), online())
    apply(
      failure.kind === 'refused' ? { type: 'refuse', reason: failure.reason } : { type: 'fail', cause: failure.cause },
    )
    return false
  }
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

/**
 * One act of a person (sign, dispatch, feed back, ...) from the tap to the answer. A key stays with its act through every
 * retry, so that sending it twice does it once; a changed form is another act and gets another key.
 */
export type ActState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly key: string; readonly attempt: number }
  | { readonly kind: 'accepted'; readonly repeated: boolean }
  /** The server answered no, and why: sending the same again is of no use. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It did not arrive, or nobody knows: sending again with the same key is harmless. */
  | { readonly kind: 'notSent'; readonly key: string; readonly attempt: number; readonly cause: 'offline' | 'failed' }

export const IDLE: ActState = { kind: 'idle' }

export type ActEvent =
  | { readonly type: 'send'; readonly newKey: string }
  | { readonly type: 'accept'; readonly repeated: boolean }
  | { readonly type: 'refuse'; readonly reason: string }
  | { readonly type: 'fail'; readonly cause: 'offline' | 'failed' }
  /** The person changed what would be sent. */
  | { readonly type: 'edit' }

/** An event that does not fit the state changes nothing: a late answer never overwrites a newer act. */
export function nextAct(state: ActState, event: ActEvent): ActState {
  switch (event.type) {
    case 'send':
      if (state.kind === 'sending') return state
      return state.kind === 'notSent'
        ? { kind: 'sending', key: state.key, attempt: state.attempt + 1 }
        : { kind: 'sending', key: event.newKey, attempt: 1 }
    case 'accept':
      return state.kind === 'sending' ? { kind: 'accepted', repeated: event.repeated } : state
    case 'refuse':
      return state.kind === 'sending' ? { kind: 'refused', reason: event.reason } : state
    case 'fail':
      return state.kind === 'sending'
        ? { kind: 'notSent', key: state.key, attempt: state.attempt, cause: event.cause }
        : state
    case 'edit':
      return state.kind === 'sending' ? state : IDLE
  }
}

export type Failure =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly cause: 'offline' | 'failed' }

/**
 * What a failed call means. A status below 500 is an answer; none, or 5xx, says nothing about whether the act was done.
 * @param online what the browser believes (`navigator.onLine`)
 */
export function readFailure(
  failure: { readonly httpStatus?: number; readonly reason?: string | null },
  online: boolean,
): Failure {
  const { httpStatus, reason } = failure
  if (httpStatus === undefined || httpStatus >= 500 || httpStatus === 408 || httpStatus === 429)
    return { kind: 'failed', cause: online ? 'failed' : 'offline' }
  return { kind: 'refused', reason: reason ?? (httpStatus === 401 ? 'signed-out' : 'unknown') }
}

/** 128 random bits. `crypto.randomUUID` is missing where a site is reached without https, as intranets often are. */
export function newKey(
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
): string {
  return [...random(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

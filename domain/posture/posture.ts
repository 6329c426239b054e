import type { PersonId } from '../ids'

/**
 * 平急: whether a territory works by routine (平) or in emergency (急). One person asks, a second with the grant for it approves; it ends by itself
 * at its expiry, or earlier by two people, the first of whom says what was learned.
 */
export const POSTURE_STATES = ['asked', 'inForce', 'ended', 'expired', 'declined', 'withdrawn', 'lapsed'] as const
export type PostureState = (typeof POSTURE_STATES)[number]

export const POSTURE_COMMANDS = ['approve', 'decline', 'withdraw', 'askEnd', 'approveEnd', 'keepOn', 'review'] as const
export type PostureCommand = (typeof POSTURE_COMMANDS)[number]

/** Shorter is over before anybody noticed; longer needs to be asked again. Defaults of ours. */
export const SHORTEST_MS = 3_600_000
export const LONGEST_MS = 30 * 86_400_000

export interface PostureFacts {
  readonly state: PostureState
  readonly askedBy: PersonId
  readonly until: Date
  /** Who asked to end it before its expiry, while nobody has decided. */
  readonly endAskedBy: PersonId | null
  /** Whether somebody wrote what was learned. */
  readonly reviewed: boolean
}

export type PostureRefusal =
  | 'wrong-state'
  | 'note-missing'
  | 'second-person'
  | 'not-the-asker'
  | 'end-asked'
  | 'end-not-asked'
  | 'reviewed-already'

export type PostureDecision =
  | { readonly ok: true; readonly state: PostureState; readonly ending: 'asked' | 'settled' | 'as-it-was' }
  | { readonly ok: false; readonly refusal: PostureRefusal }

/** What is wrong with a request, or null. @param until the expiry asked for */
export function askProblem(
  reason: string,
  until: Date,
  now: Date,
): 'note-missing' | 'until-past' | 'until-too-far' | null {
  if (reason.trim() === '') return 'note-missing'
  const length = until.getTime() - now.getTime()
  if (Number.isNaN(length) || length < SHORTEST_MS) return 'until-past'
  return length > LONGEST_MS ? 'until-too-far' : null
}

/** The state at this instant: time ends a posture, and a request nobody approved, whether or not anything has noted it. */
export function postureAt({ state, until }: Pick<PostureFacts, 'state' | 'until'>, now: Date): PostureState {
  if (now < until) return state
  if (state === 'inForce') return 'expired'
  return state === 'asked' ? 'lapsed' : state
}

const refuse = (refusal: PostureRefusal): PostureDecision => ({ ok: false, refusal })

/** Decides a command without doing it. `askEnd` and `review` carry the review in their note. */
export function decidePosture(
  posture: PostureFacts,
  { command, by, note }: { readonly command: PostureCommand; readonly by: PersonId; readonly note: string },
  now: Date,
): PostureDecision {
  const state = postureAt(posture, now)
  const done = (after: PostureState, ending: 'asked' | 'settled' | 'as-it-was' = 'as-it-was'): PostureDecision => ({
    ok: true,
    state: after,
    ending,
  })
  const worded = note.trim() !== ''
  switch (command) {
    case 'approve':
      if (state !== 'asked') return refuse('wrong-state')
      return by === posture.askedBy ? refuse('second-person') : done('inForce')
    case 'decline':
      if (state !== 'asked') return refuse('wrong-state')
      if (by === posture.askedBy) return refuse('second-person')
      return worded ? done('declined') : refuse('note-missing')
    case 'withdraw':
      if (state !== 'asked') return refuse('wrong-state')
      return by === posture.askedBy ? done('withdrawn') : refuse('not-the-asker')
    case 'askEnd':
      if (state !== 'inForce') return refuse('wrong-state')
      if (posture.endAskedBy !== null) return refuse('end-asked')
      return worded ? done('inForce', 'asked') : refuse('note-missing')
    case 'approveEnd':
    case 'keepOn':
      if (state !== 'inForce') return refuse('wrong-state')
      if (posture.endAskedBy === null) return refuse('end-not-asked')
      if (posture.endAskedBy === by) return refuse('second-person')
      return command === 'approveEnd' ? done('ended', 'settled') : done('inForce', 'settled')
    case 'review':
      if (state !== 'expired') return refuse('wrong-state')
      if (posture.reviewed) return refuse('reviewed-already')
      return worded ? done(state) : refuse('note-missing')
  }
}

/** The commands that make sense now, whoever gives them; `decidePosture` still has the last word. */
export function postureCommandsIn(posture: PostureFacts, now: Date): PostureCommand[] {
  switch (postureAt(posture, now)) {
    case 'asked':
      return ['approve', 'decline', 'withdraw']
    case 'inForce':
      return posture.endAskedBy === null ? ['askEnd'] : ['approveEnd', 'keepOn']
    case 'expired':
      return posture.reviewed ? [] : ['review']
    default:
      return []
  }
}

/** How often the rules are judged while nothing is published: once a day by routine, once an hour in emergency. */
export const RULES_EVERY_MS = { routine: 86_400_000, emergency: 3_600_000 } as const
/** How often an open screen asks again although nobody told it that something changed. */
export const SCREENS_EVERY_MS = { routine: 60_000, emergency: 15_000 } as const

import type { PersonId } from '../ids'
import { LEVELS, type Level } from '../task/level'

/** reported 待核实 · confirmed 已核实 · ended 已终止 · dismissed 不属突发事件 · withdrawn 已撤回. */
export const EVENT_STATES = ['reported', 'confirmed', 'ended', 'dismissed', 'withdrawn'] as const
export type EventState = (typeof EVENT_STATES)[number]

/** States in which somebody still has something to do. */
export const OPEN_EVENT_STATES = ['reported', 'confirmed'] as const satisfies readonly EventState[]

/** `grade` 定级, `raise` 升级, `lower` 降级, `correct` 订正, `forward` 上报 one step of the chain. */
export const EVENT_COMMANDS = [
  'confirm',
  'dismiss',
  'withdraw',
  'correct',
  'grade',
  'raise',
  'lower',
  'end',
  'forward',
] as const
export type EventCommand = (typeof EVENT_COMMANDS)[number]

export interface EventFacts {
  readonly state: EventState
  readonly level: Level | null
  readonly reportedBy: PersonId
}

export interface EventMove {
  readonly command: EventCommand
  readonly by: PersonId
  /** The ground it is done on; every command but `forward` asks for one. */
  readonly note: string
  /** The level of `grade`, `raise` and `lower`; with `confirm` it may be given at once. */
  readonly level?: Level | null
}

export type EventRefusal =
  | 'wrong-state'
  | 'note-missing'
  | 'detail-missing'
  | 'confirmer-reported'
  | 'not-the-reporter'
  | 'graded-already'
  | 'not-graded'
  | 'not-higher'
  | 'not-lower'

export type EventDecision =
  | { readonly ok: true; readonly state: EventState; readonly level: Level | null }
  | { readonly ok: false; readonly refusal: EventRefusal }

const NEXT: Readonly<Record<EventState, Partial<Record<EventCommand, EventState>>>> = {
  reported: {
    confirm: 'confirmed',
    dismiss: 'dismissed',
    withdraw: 'withdrawn',
    correct: 'reported',
    forward: 'reported',
  },
  confirmed: {
    dismiss: 'dismissed',
    correct: 'confirmed',
    grade: 'confirmed',
    raise: 'confirmed',
    lower: 'confirmed',
    end: 'ended',
    forward: 'confirmed',
  },
  ended: {},
  dismissed: {},
  withdrawn: {},
}

const refuse = (refusal: EventRefusal): EventDecision => ({ ok: false, refusal })
/** I is the gravest. */
const gravity = (level: Level) => LEVELS.length - LEVELS.indexOf(level)

/** Decides a command without doing it. Who may give it at all, and which level: `mayCommandEvent`. */
export function decideEventMove(event: EventFacts, move: EventMove): EventDecision {
  const state = NEXT[event.state][move.command]
  if (!state) return refuse('wrong-state')
  if (move.command !== 'forward' && move.note.trim() === '') return refuse('note-missing')
  const done = (level = event.level): EventDecision => ({ ok: true, state, level })
  const mine = move.by === event.reportedBy
  switch (move.command) {
    case 'confirm':
      return mine ? refuse('confirmer-reported') : done(move.level ?? event.level)
    case 'dismiss':
      // Who reported it takes it back before it is confirmed; that it was none is for another to say.
      return mine ? refuse('confirmer-reported') : done()
    case 'withdraw':
      return mine ? done() : refuse('not-the-reporter')
    case 'grade':
      if (!move.level) return refuse('detail-missing')
      return event.level ? refuse('graded-already') : done(move.level)
    case 'raise':
    case 'lower': {
      if (!move.level) return refuse('detail-missing')
      if (!event.level) return refuse('not-graded')
      const change = gravity(move.level) - gravity(event.level)
      if (move.command === 'raise') return change > 0 ? done(move.level) : refuse('not-higher')
      return change < 0 ? done(move.level) : refuse('not-lower')
    }
    default:
      return done()
  }
}

/** The commands an event in this state and with this level accepts, for the screens; `decideEventMove` still has the last word. */
export function eventCommandsIn({ state, level }: Pick<EventFacts, 'state' | 'level'>): EventCommand[] {
  return EVENT_COMMANDS.filter((command) => {
    if (!NEXT[state][command]) return false
    if (command === 'grade') return level === null
    if (command === 'raise') return level !== null && level !== 'I'
    return command !== 'lower' || (level !== null && level !== 'IV')
  })
}

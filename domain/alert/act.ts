import { LEVELS, type Level } from '../task/level'
import { type AlertState, isLive } from './state'

/** What the acts on an alert decide by. */
export interface AlertStanding {
  readonly id: string
  readonly state: AlertState
  readonly level: Level
  readonly acknowledgedAt: Date | null
  readonly snoozedUntil: Date | null
}

/** What may be done to an alert besides dispatching it. `release` and `wake` are the product's own. */
export type AlertAct =
  | { readonly kind: 'acknowledge'; readonly note: string }
  | { readonly kind: 'snooze'; readonly until: Date; readonly note: string }
  | { readonly kind: 'wake'; readonly note: string }
  | { readonly kind: 'setLevel'; readonly level: Level; readonly note: string }
  | { readonly kind: 'falseAlarm'; readonly note: string }
  | { readonly kind: 'merge'; readonly into: AlertStanding; readonly note: string }
  | { readonly kind: 'split'; readonly note: string }
  | { readonly kind: 'release'; readonly note: string }
export type AlertActKind = AlertAct['kind']

export type AlertCommand =
  | 'acknowledge'
  | 'snooze'
  | 'wake'
  | 'raiseLevel'
  | 'lowerLevel'
  | 'falseAlarm'
  | 'merge'
  | 'split'
  | 'release'

export type ActRefusal =
  | 'wrong-state'
  | 'note-missing'
  | 'until-past'
  | 'until-too-far'
  | 'merge-into-itself'
  | 'merge-target-over'

export type ActDecision =
  | { readonly ok: false; readonly refusal: ActRefusal }
  /** It stands so already: nothing is written. */
  | { readonly ok: true; readonly repeated: true }
  | {
      readonly ok: true
      readonly repeated: false
      readonly command: AlertCommand
      readonly after: AlertState
      readonly set: {
        readonly level?: Level
        readonly acknowledgedAt?: Date | null
        readonly snoozedUntil?: Date | null
        readonly mergedInto?: string | null
        readonly inhibitedBy?: null
      }
    }

/** The longest an alert may rest, in hours. A choice of ours: the graver, the shorter. */
export const LONGEST_SNOOZE: Readonly<Record<Level, number>> = { I: 2, II: 24, III: 7 * 24, IV: 30 * 24 }

const HOUR = 3_600_000
/** Clocks of browser and server differ a little; the longest choice on the form must not fail for that. */
const SLACK = 60_000

/** Decides one act. Pure: every act of a person needs words, an act done twice changes nothing, and what is over is over. */
export function decideAct(alert: AlertStanding, act: AlertAct, now: Date): ActDecision {
  if (act.note.trim() === '') return refuse('note-missing')
  switch (act.kind) {
    case 'acknowledge':
      if (alert.state !== 'open') return refuse('wrong-state')
      return alert.acknowledgedAt ? REPEATED : change('acknowledge', 'open', { acknowledgedAt: now })
    case 'snooze': {
      if (alert.state !== 'open') return refuse('wrong-state')
      const hours = (act.until.getTime() - now.getTime()) / HOUR
      if (!(hours > 0)) return refuse('until-past')
      if (hours > LONGEST_SNOOZE[alert.level] + SLACK / HOUR) return refuse('until-too-far')
      if (alert.snoozedUntil?.getTime() === act.until.getTime()) return REPEATED
      return change('snooze', 'open', { snoozedUntil: act.until, acknowledgedAt: alert.acknowledgedAt ?? now })
    }
    case 'wake':
      if (alert.state !== 'open') return refuse('wrong-state')
      return alert.snoozedUntil === null ? REPEATED : change('wake', 'open', { snoozedUntil: null })
    case 'setLevel': {
      if (!isLive(alert.state)) return refuse('wrong-state')
      if (alert.level === act.level) return REPEATED
      const graver = LEVELS.indexOf(act.level) < LEVELS.indexOf(alert.level)
      // What became graver is not left to rest.
      return graver
        ? change('raiseLevel', alert.state, { level: act.level, snoozedUntil: null })
        : change('lowerLevel', alert.state, { level: act.level })
    }
    case 'falseAlarm':
      if (alert.state === 'falseAlarm') return REPEATED
      if (alert.state !== 'open') return refuse('wrong-state')
      return change('falseAlarm', 'falseAlarm', { snoozedUntil: null })
    case 'merge':
      if (act.into.id === alert.id) return refuse('merge-into-itself')
      if (alert.state !== 'open' && alert.state !== 'inhibited') return refuse('wrong-state')
      if (!isLive(act.into.state)) return refuse('merge-target-over')
      return change('merge', 'merged', { mergedInto: act.into.id, inhibitedBy: null, snoozedUntil: null })
    case 'split':
      if (alert.state === 'open') return REPEATED
      if (alert.state !== 'merged') return refuse('wrong-state')
      return change('split', 'open', { mergedInto: null })
    case 'release':
      if (alert.state === 'open') return REPEATED
      if (alert.state !== 'inhibited') return refuse('wrong-state')
      return change('release', 'open', { inhibitedBy: null })
  }
}

const REPEATED: ActDecision = { ok: true, repeated: true }
const refuse = (refusal: ActRefusal): ActDecision => ({ ok: false, refusal })
type Change = Extract<ActDecision, { repeated: false }>
const change = (command: AlertCommand, after: AlertState, set: Change['set']): ActDecision => ({
  ok: true,
  repeated: false,
  command,
  after,
  set,
})

import { EVENT_COMMANDS } from '../event/machine'
import { POSTURE_COMMANDS } from '../posture/posture'
import { TASK_COMMANDS } from '../task/machine'

/**
 * Everything the audit may say was done, by what it was done to: the act of an entry is `<term>.<verb>`. What is not here cannot be written, since
 * the type of an entry is made of this list; the audit page has a name for each (`web/messages/<locale>/audit.json`).
 */
export const AUDIT_ACTS = {
  alert: [
    'raise',
    'inhibit',
    'acknowledge',
    'snooze',
    'wake',
    'raiseLevel',
    'lowerLevel',
    'falseAlarm',
    'merge',
    'split',
    'release',
    'dispatch',
    'close',
    'reopen',
    'relocate',
  ],
  task: [
    'dispatch',
    ...TASK_COMMANDS,
    'emergencyOn',
    'emergencyOff',
    'relocate',
    'recoveryGone',
    'tick',
    'untick',
    'comment',
  ],
  event: ['report', ...EVENT_COMMANDS, 'stepSoon', 'stepLate'],
  posture: ['ask', ...POSTURE_COMMANDS, 'expire', 'lapse'],
  clocks: ['change'],
  template: ['save', 'retire'],
  rule: [
    'propose',
    'proposeOn',
    'proposeOff',
    'publish',
    'switchOn',
    'switchOff',
    'withdraw',
    'backtest',
    'recordEvent',
    'removeEvent',
  ],
  case: ['list', 'open', 'doctors'],
  export: ['answer', 'chart', 'page', 'cases'],
  report: ['set', 'change', 'pause', 'resume', 'remove', 'try', 'make', 'refuse', 'fail', 'take', 'clear'],
  note: ['write', 'change', 'remove'],
  notice: ['prefer'],
  delivery: ['sendAgain'],
  import: ['published', 'duplicate', 'failed', 'retry'],
  institution: ['match', 'dismiss', 'reopen'],
  lake: ['retain', 'erase-ordered', 'erased'],
  person: ['create', 'grants', 'disable', 'enable', 'password', 'ownPassword'],
  display: ['create', 'code', 'pair', 'revoke'],
  sender: ['create', 'tables', 'revoke'],
  demo: ['plantPast'],
} as const

export type AuditTerm = keyof typeof AUDIT_ACTS
export type AuditAct = { [Term in AuditTerm]: `${Term}.${(typeof AUDIT_ACTS)[Term][number]}` }[AuditTerm]

const TERMS = Object.keys(AUDIT_ACTS) as AuditTerm[]
const ACTS: ReadonlySet<string> = new Set(TERMS.flatMap((term) => AUDIT_ACTS[term].map((verb) => `${term}.${verb}`)))

/** Every act there is, in the order of the list. */
export const auditActs = (): AuditAct[] => [...ACTS] as AuditAct[]

/** Is it an act of today? The audit keeps what earlier versions of the product wrote, for ever. */
export const isAuditAct = (text: string): text is AuditAct => ACTS.has(text)

import type { PersonId } from '../ids'
import type { Level } from './level'

/**
 * A task from 定级签发 to 复盘归档. What comes before (触发, 研判, 误报销号, 合并) is the alert's.
 * drafted 待签发 · dispatched 待签收 · signed 已签收 · checking 核查 · handling 处置 · fedBack 待审核 · verifying 待指标恢复 ·
 * suspended 挂起 · closed 办结 · archived 归档 · aborted 中止.
 */
export const TASK_STATES = [
  'drafted',
  'dispatched',
  'signed',
  'checking',
  'handling',
  'fedBack',
  'verifying',
  'suspended',
  'closed',
  'archived',
  'aborted',
] as const
export type TaskState = (typeof TASK_STATES)[number]

/** States in which somebody still has something to do. */
export const OPEN_TASK_STATES = TASK_STATES.slice(0, 8)

export const TASK_COMMANDS = [
  'issue',
  'sign',
  'decline',
  'check',
  'handle',
  'feedBack',
  'return',
  'close',
  'confirm',
  'urge',
  'transfer',
  'assist',
  'askExtension',
  'grantExtension',
  'denyExtension',
  'escalate',
  'regrade',
  'supervise',
  'lift',
  'suspend',
  'resume',
  'abort',
  'relapse',
  'archive',
] as const
export type TaskCommand = (typeof TASK_COMMANDS)[number]

/** 督办: none, 普通, 黄牌, 红牌. */
export const SUPERVISIONS = ['none', 'plain', 'yellow', 'red'] as const
export type Supervision = (typeof SUPERVISIONS)[number]

export interface TaskFacts {
  readonly state: TaskState
  readonly level: Level
  /** Who dispatched, issued or passed it on, and who checked, handled or fed back: none of them may review it. */
  readonly handlers: readonly PersonId[]
  readonly evidenceCount: number
  /** Where it goes on after 挂起. */
  readonly suspendedFrom: TaskState | null
  readonly supervision: Supervision
  readonly closeBy: Date
  /** 延期 asked for and not yet decided. */
  readonly extension: { readonly by: PersonId; readonly until: Date } | null
  /** How many authorities above were called in, of how many there are. */
  readonly escalation: number
  readonly above: number
  /** Sub-tasks and 协办 that are not over. */
  readonly openParts: number
  /** Required points of the checklist that nobody has ticked. */
  readonly uncheckedPoints: number
  /** Whether the indicator is back inside its limit; `none` when the task was not born from a rule. */
  readonly recovery: 'none' | 'waiting' | 'recovered'
  readonly relapses: number
}

export interface TaskMove {
  readonly command: TaskCommand
  readonly by: PersonId
  readonly note: string
  /** Evidence files added by this move. */
  readonly evidence: number
  /** The grade of `supervise`. */
  readonly grade?: Supervision
  /** The level of `regrade`. */
  readonly level?: Level
  /** Until when `askExtension` asks. */
  readonly until?: Date
  /** `escalate`: to the next authority, or at once to the highest. */
  readonly to?: 'next' | 'top'
}

export type TaskRefusal =
  | 'wrong-state'
  | 'reviewer-is-handler'
  | 'approver-asked'
  | 'evidence-missing'
  | 'note-missing'
  | 'detail-missing'
  | 'parts-open'
  | 'points-open'
  | 'not-recovered'
  | 'same-level'
  | 'not-graver'
  | 'not-supervised'
  | 'extension-not-later'
  | 'extension-too-far'
  | 'extension-pending'
  | 'no-extension'
  | 'already-at-top'

/** What a move changes besides the state. */
export type TaskPatch = Partial<
  Pick<TaskFacts, 'level' | 'suspendedFrom' | 'supervision' | 'extension' | 'escalation' | 'relapses' | 'closeBy'>
>
export type TaskDecision =
  | { readonly ok: true; readonly state: TaskState; readonly patch: TaskPatch }
  | { readonly ok: false; readonly refusal: TaskRefusal }

/** Beside the way forward: what may be done to a task that somebody works on. The state stays, but for those told otherwise. */
const ASIDE = [
  'urge',
  'askExtension',
  'grantExtension',
  'denyExtension',
  'escalate',
  'regrade',
  'supervise',
  'lift',
] as const
type Ways = Partial<Record<TaskCommand, TaskState>>
const staying = (state: TaskState): Ways => Object.fromEntries(ASIDE.map((command) => [command, state]))
const work = (state: TaskState): Ways => ({
  ...staying(state),
  ...{ assist: state, transfer: 'dispatched', suspend: 'suspended', abort: 'aborted' },
})

const NEXT: Readonly<Record<TaskState, Ways>> = {
  drafted: { issue: 'dispatched', regrade: 'drafted', abort: 'aborted' },
  dispatched: { sign: 'signed', decline: 'drafted', ...work('dispatched') },
  signed: { check: 'checking', handle: 'handling', feedBack: 'fedBack', ...work('signed') },
  checking: { handle: 'handling', feedBack: 'fedBack', ...work('checking') },
  handling: { feedBack: 'fedBack', ...work('handling') },
  fedBack: { close: 'closed', return: 'signed', suspend: 'suspended', abort: 'aborted', ...staying('fedBack') },
  verifying: { confirm: 'closed', return: 'signed', abort: 'aborted', supervise: 'verifying', lift: 'verifying' },
  // Goes on where it stood.
  suspended: { resume: 'dispatched', abort: 'aborted' },
  closed: { archive: 'archived', relapse: 'dispatched' },
  archived: { relapse: 'dispatched' },
  aborted: {},
}

/** Commands that say why, or what was done. */
export const WORDY: readonly TaskCommand[] = [
  ...(['decline', 'feedBack', 'return', 'close', 'transfer', 'assist', 'askExtension', 'denyExtension'] as const),
  ...(['escalate', 'regrade', 'supervise', 'lift', 'suspend', 'abort', 'archive'] as const),
]

/** 延期 for longer is asked for again: a default of ours. A promise of ten years is none, and no clock counts so far. */
export const LONGEST_EXTENSION_MS = 366 * 86_400_000

const refuse = (refusal: TaskRefusal): TaskDecision => ({ ok: false, refusal })

/** Decides a move without doing it, in this order: state, words, what the command itself asks. Who may give it at all: `mayCommand`. */
export function decideTaskMove(task: TaskFacts, move: TaskMove): TaskDecision {
  const next = NEXT[task.state][move.command]
  if (!next) return refuse('wrong-state')
  if (WORDY.includes(move.command) && move.note.trim() === '') return refuse('note-missing')
  const done = (patch: TaskPatch = {}, state = next): TaskDecision => ({ ok: true, state, patch })
  const ended = { extension: null }
  switch (move.command) {
    case 'feedBack':
      if (task.uncheckedPoints > 0) return refuse('points-open')
      return task.evidenceCount + move.evidence === 0 ? refuse('evidence-missing') : done()
    case 'close': {
      if (task.evidenceCount === 0) return refuse('evidence-missing')
      if (task.handlers.includes(move.by)) return refuse('reviewer-is-handler')
      if (task.openParts > 0) return refuse('parts-open')
      return task.recovery === 'waiting' ? done(ended, 'verifying') : done(ended)
    }
    case 'confirm':
      return task.recovery === 'waiting' ? refuse('not-recovered') : done()
    case 'transfer':
      return done({ extension: null, suspendedFrom: null })
    case 'abort':
      return done({ extension: null, suspendedFrom: null })
    case 'suspend':
      return done({ suspendedFrom: task.state })
    case 'resume':
      return task.suspendedFrom ? done({ suspendedFrom: null }, task.suspendedFrom) : refuse('wrong-state')
    case 'regrade':
      if (!move.level) return refuse('detail-missing')
      return move.level === task.level ? refuse('same-level') : done({ level: move.level })
    case 'supervise':
      return decideSupervision(task, move)
    case 'lift':
      return task.supervision === 'none' ? refuse('not-supervised') : done({ supervision: 'none' })
    case 'escalate':
      if (task.escalation >= task.above) return refuse('already-at-top')
      return done({ escalation: move.to === 'top' ? task.above : task.escalation + 1 })
    case 'askExtension':
    case 'grantExtension':
    case 'denyExtension':
      return decideExtension(task, move)
    case 'relapse':
      return done({ relapses: task.relapses + 1, supervision: 'none', escalation: 0 })
    default:
      return done()
  }
}

function decideSupervision(task: TaskFacts, { grade }: TaskMove): TaskDecision {
  if (!grade || grade === 'none') return refuse('detail-missing')
  if (SUPERVISIONS.indexOf(grade) <= SUPERVISIONS.indexOf(task.supervision)) return refuse('not-graver')
  return { ok: true, state: task.state, patch: { supervision: grade } }
}

function decideExtension(task: TaskFacts, move: TaskMove): TaskDecision {
  const { state, extension } = task
  if (move.command === 'askExtension') {
    if (extension) return refuse('extension-pending')
    if (!move.until) return refuse('detail-missing')
    if (move.until <= task.closeBy) return refuse('extension-not-later')
    if (move.until.getTime() - task.closeBy.getTime() > LONGEST_EXTENSION_MS) return refuse('extension-too-far')
    return { ok: true, state, patch: { extension: { by: move.by, until: move.until } } }
  }
  if (!extension) return refuse('no-extension')
  if (extension.by === move.by) return refuse('approver-asked')
  const patch = move.command === 'grantExtension' ? { extension: null, closeBy: extension.until } : { extension: null }
  return { ok: true, state, patch }
}

/** The commands a task in this state accepts, for the screens; `decideTaskMove` still has the last word. */
export function commandsIn(state: TaskState): TaskCommand[] {
  return Object.keys(NEXT[state]) as TaskCommand[]
}

import type { PersonId } from '../ids'

/** Shortest form of 分派 -> 签收 -> 处置反馈 -> 审核 -> 办结, with 退回 and 中止. Later states are added to this table, nowhere else. */
export type TaskState = 'dispatched' | 'signed' | 'fedBack' | 'closed' | 'aborted'
export type TaskCommand = 'sign' | 'feedBack' | 'return' | 'close' | 'abort' | 'urge'

export interface TaskFacts {
  readonly state: TaskState
  /** Who dispatched it, and who wrote the latest feedback: neither may review it. */
  readonly handlers: readonly PersonId[]
  readonly evidenceCount: number
}

export interface TaskMove {
  readonly command: TaskCommand
  readonly by: PersonId
  readonly note: string
  /** Evidence files added by this move. */
  readonly evidence: number
}

export type TaskRefusal = 'wrong-state' | 'reviewer-is-handler' | 'evidence-missing' | 'note-missing'
export type TaskDecision = { ok: true; state: TaskState } | { ok: false; refusal: TaskRefusal }

const NEXT: Readonly<Record<TaskState, Partial<Record<TaskCommand, TaskState>>>> = {
  dispatched: { sign: 'signed', urge: 'dispatched', abort: 'aborted' },
  signed: { feedBack: 'fedBack', urge: 'signed', abort: 'aborted' },
  fedBack: { close: 'closed', return: 'signed', urge: 'fedBack', abort: 'aborted' },
  closed: {},
  aborted: {},
}

/** Decides a move without doing it. Closing needs evidence and a reviewer who handled nothing; feedback, return and abort need words. */
export function decideTaskMove(task: TaskFacts, move: TaskMove): TaskDecision {
  const state = NEXT[task.state][move.command]
  if (!state) return { ok: false, refusal: 'wrong-state' }
  if (['feedBack', 'return', 'close', 'abort'].includes(move.command) && move.note.trim() === '')
    return { ok: false, refusal: 'note-missing' }
  if (move.command === 'feedBack' && task.evidenceCount + move.evidence === 0)
    return { ok: false, refusal: 'evidence-missing' }
  if (move.command === 'close') {
    if (task.evidenceCount === 0) return { ok: false, refusal: 'evidence-missing' }
    if (task.handlers.includes(move.by)) return { ok: false, refusal: 'reviewer-is-handler' }
  }
  return { ok: true, state }
}

/** The commands a task in this state accepts, for the screens; `decideTaskMove` still has the last word. */
export function commandsIn(state: TaskState): TaskCommand[] {
  return Object.keys(NEXT[state]) as TaskCommand[]
}

import type { Level } from '@cockpit/domain/task/level'
import type { Supervision, TaskCommand, TaskRefusal, TaskState } from '@cockpit/domain/task/machine'
import type { Target } from './create-task'
import type { EvidenceFile, EvidenceRefusal } from './evidence'

export interface MoveTask {
  readonly taskId: string
  readonly command: TaskCommand
  readonly note: string
  /** Files that come with a feedback. */
  readonly evidence?: readonly EvidenceFile[]
  /** The revision the person saw. A task that moved since is refused as stale, never merged. */
  readonly expectedRevision: number
  /** Chosen by the client: the same move sent twice is one move. */
  readonly idempotencyKey: string
  /** `supervise`: 普通, 黄牌, 红牌. */
  readonly grade?: Supervision
  /** `regrade`: the new level. */
  readonly level?: Level
  /** `askExtension`: until when. */
  readonly until?: Date
  /** `transfer` and `assist`: to whom; `issue`: to whom, if not to the one before. */
  readonly target?: Target
  /** `assist`: 协办 (the default) or a sub-task, with a title of its own. */
  readonly part?: { readonly kind: 'sub' | 'assist'; readonly title?: string }
  /** `escalate`: to the next authority (the default) or at once to the highest. */
  readonly to?: 'next' | 'top'
  /** `relapse`: the newer alert that the task answers from now on. */
  readonly alertId?: string
}

export type MoveRefusal =
  | TaskRefusal
  | EvidenceRefusal
  | 'not-permitted'
  | 'not-found'
  | 'stale'
  | 'key-reused'
  | 'unknown-target'
  | 'evidence-not-here'

export type MoveResult =
  | { ok: true; taskId: string; state: TaskState; revision: number; repeated: boolean }
  | { ok: false; refusal: MoveRefusal }

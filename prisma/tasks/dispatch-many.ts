import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import type { Database } from '../database'
import type { Target } from './create-task'
import { type DispatchRefusal, type DispatchTask, dispatchTask } from './dispatch-task'

/** So many institutions in one act. A province has more; who means all of them sends to their counties. */
export const MOST_TARGETS = 500

export type DispatchMany = Omit<DispatchTask, 'target' | 'batch'> & { readonly targets: readonly Target[] }

export interface ManyOutcome {
  readonly target: Target
  readonly taskId: string | null
  readonly repeated: boolean
  readonly refusal: DispatchRefusal | null
}

export type ManyResult =
  | { ok: true; batch: string; outcomes: ManyOutcome[] }
  | { ok: false; refusal: 'too-many' | 'unknown-target' }

/**
 * Sends one task to each of many, one transaction each. Every one has its own key, made of the act's: sent again after it broke off, the act goes
 * on where it stopped and makes none twice. A place named twice gets one task.
 */
export async function dispatchMany(
  db: Database,
  actor: Actor,
  territory: Territory,
  { targets, ...task }: DispatchMany,
  now: Date,
): Promise<ManyResult> {
  const different = new Map(targets.map((target) => [nameOf(target), target]))
  if (different.size === 0) return { ok: false, refusal: 'unknown-target' }
  if (different.size > MOST_TARGETS) return { ok: false, refusal: 'too-many' }
  const batch = task.idempotencyKey
  const outcomes: ManyOutcome[] = []
  for (const [name, target] of different) {
    const idempotencyKey = `many:${batch}:${name}`
    const result = await dispatchTask(db, actor, territory, { ...task, target, batch, idempotencyKey }, now)
    outcomes.push({
      target,
      taskId: result.ok ? result.taskId : null,
      repeated: result.ok && result.repeated,
      refusal: result.ok ? null : result.refusal,
    })
  }
  return { ok: true, batch, outcomes }
}

const nameOf = (target: Target) => (target.kind === 'facility' ? `f-${target.id}` : `a-${target.code}`)

import { dueTimes } from '@cockpit/domain/clock/due'
import type { ClockSettings } from '@cockpit/domain/clock/settings'
import type { Place } from '../access/actor'
import type { Transaction } from '../database'
import type { Task } from '../generated/client'
import { createTask } from './create-task'
import { StoredLevel } from './stored'
import type { MoveTask } from './task-move'

/** A sub-task or 协办: a task of its own whose end the whole waits for. Its clocks end with the whole's at the latest. */
export async function addPart(
  tx: Transaction,
  {
    task,
    target,
    move,
    by,
    settings,
  }: { task: Task; target: Place; move: MoveTask; by: string; settings: ClockSettings },
  now: Date,
): Promise<{ id: string }> {
  const level = StoredLevel.parse(task.level)
  const own = dueTimes(settings, level, now)
  const end = task.closeBy > now ? task.closeBy : own.closeBy
  const atMost = (at: Date) => (at < end ? at : end)
  const kind = move.part?.kind ?? 'assist'
  return createTask(
    tx,
    by,
    {
      alertId: null,
      place: { ...target, sensitivity: task.sensitivity },
      title: move.part?.title?.trim() || task.title,
      instruction: move.note.trim(),
      level,
      due: { signBy: atMost(own.signBy), feedbackBy: atMost(own.feedbackBy), closeBy: atMost(own.closeBy) },
      envelope: null,
      demo: task.demo,
      recoveryState: 'none',
      parent: { id: task.id, part: kind },
      eventId: task.eventId,
      emergencyClock: task.emergencyClock,
      idempotencyKey: `${move.idempotencyKey}:part`,
    },
    now,
  )
}

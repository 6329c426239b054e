import type { FacilityId } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { TaskState } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, permitted } from '../access/actor'
import type { Database } from '../database'
import type { Prisma } from '../generated/client'
import { type DispatchRefusal, dispatchTask } from '../tasks/dispatch-task'
import { OPEN_TASK_STATES, StoredTaskState } from '../tasks/stored'

/** 催报: an institution is asked for a table that it owes and has not sent. */
export interface Reminder {
  readonly facility: FacilityId
  readonly table: string
  /** The oldest missing period, `2026-10-30`, `2026-10` or `2026`. */
  readonly period: string
  readonly title: string
  readonly instruction: string
  readonly level: Level
  /** The coverage it is about, as it stood when it was sent. */
  readonly envelope: Prisma.InputJsonObject
}

export type ReminderResult =
  /** `repeated`: somebody has asked for the same institution, table and period before, and that task is still open. */
  | { readonly ok: true; readonly taskId: string; readonly repeated: boolean; readonly state: TaskState }
  | { readonly ok: false; readonly refusal: DispatchRefusal }

/**
 * Makes a task of a reminder, once for an institution, table and period, whoever asks: while that task is open a second reminder is the
 * first. A task that was closed or aborted without the data coming may be followed by another.
 */
export async function remindInstitution(
  db: Database,
  actor: Actor,
  territory: Territory,
  reminder: Reminder,
  now: Date,
): Promise<ReminderResult> {
  const { facility, table, period, title, instruction, level, envelope } = reminder
  const place = await db.facility.findUnique({ where: { id: facility }, select: { countyCode: true } })
  if (!place) return { ok: false, refusal: 'unknown-target' }
  // Before anything is said of an earlier reminder: whether there is one is nobody else's business.
  const about = { areaCode: place.countyCode, facilityId: facility, sensitivity: null }
  if (!permitted(actor, 'task.dispatch', about, territory)) return { ok: false, refusal: 'not-permitted' }
  for (let round = 1; ; round++) {
    const idempotencyKey = `remind:${facility}:${table}:${period}:${round}`
    const result = await dispatchTask(
      db,
      actor,
      territory,
      { target: { kind: 'facility', id: facility }, title, instruction, level, envelope, idempotencyKey },
      now,
    )
    if (result.ok && !result.repeated) return { ok: true, taskId: result.taskId, repeated: false, state: 'dispatched' }
    if (!result.ok && result.refusal !== 'key-reused') return { ok: false, refusal: result.refusal }
    const earlier = await db.taskEvent.findUnique({ where: { idempotencyKey }, include: { task: true } })
    if (!earlier) continue
    // Somebody used the key for something else: that is no reminder.
    if (earlier.command !== 'dispatch' || earlier.task.facilityId !== facility) continue
    const state = StoredTaskState.parse(earlier.task.state)
    if (OPEN_TASK_STATES.some((open) => open === state))
      return { ok: true, taskId: earlier.taskId, repeated: true, state }
  }
}

/** The open reminders of these institutions, by `facility table period`. */
export async function openReminders(
  db: Database,
  wanted: readonly Pick<Reminder, 'facility' | 'table' | 'period'>[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Set(wanted.map(({ facility, table, period }) => `${facility} ${table} ${period}`))
  const facilities = [...new Set(wanted.map(({ facility }) => facility))]
  const events = await db.taskEvent.findMany({
    where: {
      command: 'dispatch',
      idempotencyKey: { startsWith: 'remind:' },
      task: { facilityId: { in: facilities }, state: { in: [...OPEN_TASK_STATES] } },
    },
    select: { taskId: true, idempotencyKey: true },
  })
  return new Map(
    events.flatMap(({ taskId, idempotencyKey }) => {
      // The round is behind the last colon; a facility's code may hold colons of its own, a table and a period none.
      const [, facility, table, period] = /^remind:(.*):([^:]*):([^:]*):\d+$/.exec(idempotencyKey) ?? []
      const name = `${facility} ${table} ${period}`
      return names.has(name) ? [[name, taskId] as const] : []
    }),
  )
}

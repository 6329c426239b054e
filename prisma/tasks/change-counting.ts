import { dueAfterChange, settingsFor } from '@cockpit/domain/clock/emergency'
import { runningClock } from '@cockpit/domain/task/clock'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { putMessage } from '../outbox/put'
import { SYSTEM } from '../people/create-person'
import { clocksInForce } from './clock-settings'
import { OPEN_TASK_STATES, StoredLevel, StoredTaskState } from './stored'

const NOTES = {
  on: '转入应急状态：时限按 24 小时连续计算。Emergency posture: the clocks run round the clock.',
  off: '应急状态结束：时限恢复常规计算。The emergency is over: the clocks count as by routine.',
} as const

/**
 * Lets a task's clocks run round the clock, or by routine again, from this instant on: every clock keeps the share that was left of it. A new round of
 * reminders begins unless the running clock has run out already.
 * @returns whether it changed
 */
export async function changeCounting(
  db: Database,
  taskId: string,
  emergencyClock: boolean,
  wallClock: Date,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Task" WHERE id = ${taskId} FOR UPDATE`
    const task = await tx.task.findUnique({ where: { id: taskId } })
    if (!task || task.emergencyClock === emergencyClock) return false
    const state = StoredTaskState.parse(task.state)
    if (!OPEN_TASK_STATES.some((open) => open === state)) return false
    const now = wallClock < task.movedAt ? task.movedAt : wallClock
    const level = StoredLevel.parse(task.level)
    const { settings } = await clocksInForce(tx)
    const [from, to] = [settingsFor(settings, task), settingsFor(settings, { emergencyClock })]
    const due = dueAfterChange(from, to, level, task, task.pausedAt ?? now)
    const clock = runningClock(state)
    const late = clock !== null && { sign: task.signBy, feedback: task.feedbackBy, close: task.closeBy }[clock] <= now
    const round = late ? {} : { round: task.round + 1, clockFrom: task.pausedAt ?? now, pausedSeconds: 0 }
    const changed = await tx.task.update({
      where: { id: taskId },
      data: { ...due, ...round, emergencyClock, movedAt: now },
    })
    const which = emergencyClock ? 'on' : 'off'
    const command = emergencyClock ? 'emergencyOn' : 'emergencyOff'
    const before = await tx.taskEvent.count({ where: { taskId, command: { in: ['emergencyOn', 'emergencyOff'] } } })
    const text = ({ signBy, feedbackBy, closeBy }: typeof task) => ({
      ...{ signBy: signBy.toISOString(), feedbackBy: feedbackBy.toISOString(), closeBy: closeBy.toISOString() },
    })
    const detail = { before: text(task), after: text(changed) }
    const key = `emergency:${which}:${taskId}:${before}`
    await tx.taskEvent.create({
      data: {
        ...{ taskId, at: now, actor: SYSTEM, command, before: state, after: state, note: NOTES[which] },
        ...{ detail, idempotencyKey: key },
      },
    })
    await putMessage(tx, { key, topic: 'task.changed', payload: { id: taskId, command, by: SYSTEM } }, now)
    await appendAudit(tx, { actor: SYSTEM, action: `task.${command}`, subject: `task:${taskId}`, detail, at: now })
    return true
  })
}

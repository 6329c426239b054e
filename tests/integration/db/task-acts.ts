import { randomUUID } from 'node:crypto'
import type { Actor } from '@cockpit/db/access/actor'
import { raiseAlert } from '@cockpit/db/alerts/raise-alert'
import type { Database } from '@cockpit/db/database'
import { type DispatchTask, dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { noteRecovery } from '@cockpit/db/tasks/note-recovery'
import type { MoveTask } from '@cockpit/db/tasks/task-move'
import type { TaskCommand } from '@cockpit/domain/task/machine'
import { actor, COUNTY, HOSPITAL, inArea, PROVINCE, supervisor, territory } from './places'

export const NOW = new Date('2026-11-21T08:00:00Z')

export const product = actor('system', inArea('leader', PROVINCE))

export const refused = (refusal: string) => ({ ok: false, refusal })

/** The acts of the people around a task, in a database that stands when they are done. */
export function taskActs(db: () => Database) {
  const raise = () =>
    raiseAlert(
      db(),
      {
        dedupeKey: randomUUID(),
        ruleId: 'inpatient.drugShare',
        ruleVersion: '1',
        title: { zh: '药占比持续偏高', en: 'Drug share high' },
        advice: { zh: '核查处方', en: 'Review prescriptions' },
        level: 'II',
        indicator: 'inpatient.drugShare',
        areaCode: COUNTY,
        facilityId: HOSPITAL,
        period: '2026-10',
        detail: { value: 0.41, limit: 0.3, months: 3, envelope: { state: 'shown', value: 0.41 } },
        demo: true,
      },
      NOW,
    )

  const dispatch = (by: Actor, change: Partial<DispatchTask> = {}) =>
    dispatchTask(
      db(),
      by,
      territory,
      {
        target: { kind: 'facility', id: HOSPITAL },
        title: '核查药占比',
        instruction: '三日内核查并反馈',
        level: 'II',
        idempotencyKey: randomUUID(),
        ...change,
      },
      NOW,
    )

  const dispatched = async (change: Partial<DispatchTask> = {}) => {
    const made = await dispatch(supervisor, change)
    if (!made.ok) throw new Error(made.refusal)
    return made.taskId
  }

  const move = (by: Actor, taskId: string, command: TaskCommand, revision: number, change: Partial<MoveTask> = {}) =>
    moveTask(
      db(),
      by,
      territory,
      { taskId, command, note: '说明', expectedRevision: revision, idempotencyKey: randomUUID(), ...change },
      NOW,
    )

  /** The indicator of the task's alert is inside its limit again. */
  const recovered = (taskId: string) =>
    noteRecovery(db(), taskId, { checkedAt: NOW, window: 1, recovered: true, steps: [] })

  return { raise, dispatch, dispatched, move, recovered }
}

import type { AlertNature } from '@cockpit/domain/alert/nature'
import type { LoopEvent, LoopTask } from '@cockpit/domain/loop/task-facts'
import type { Level } from '@cockpit/domain/task/level'
import { TASK_COMMANDS } from '@cockpit/domain/task/machine'
import { z } from 'zod'
import { type AlertState, StoredAlertState, StoredNature } from '../alerts/stored'
import type { Database } from '../database'
import { StoredLevel, StoredTaskState } from '../tasks/stored'

/** A task as the scoreboard reads it: ids and instants, neither names nor words. */
export interface LoopTaskRow extends LoopTask {
  readonly id: string
  readonly facilityId: string | null
  readonly areaCode: string
  readonly level: Level
  readonly ruleId: string | null
  readonly isPart: boolean
  readonly dispatchedAt: Date
}

export interface LoopAlertRow {
  readonly id: string
  readonly facilityId: string | null
  readonly areaCode: string
  readonly level: Level
  readonly ruleId: string
  readonly nature: AlertNature
  readonly state: AlertState
  readonly raisedAt: Date
  /** First task, or mark as false. */
  readonly judgedAt: Date | null
}

const StoredCommand = z.enum(['dispatch', ...TASK_COMMANDS])
const Due = z.looseObject({ due: z.coerce.date().optional() }).catch({})

/** First instants of a month `yyyy-mm` and of the next, Asia/Shanghai. */
function within(month: string): { gte: Date; lt: Date } {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const first = (months: number) => new Date(Date.UTC(year, number - 1 + months, 1, -8))
  return { gte: first(0), lt: first(1) }
}

/** The tasks dispatched in a month, by id; without those that only grants of the sensitivity `case` see, for everyone reads the scoreboard. */
export async function loopTasks(db: Database, month: string): Promise<LoopTaskRow[]> {
  const tasks = await db.task.findMany({
    where: { dispatchedAt: within(month), sensitivity: null },
    orderBy: { id: 'asc' },
    select: {
      ...{ id: true, facilityId: true, areaCode: true, level: true, part: true, state: true, dispatchedAt: true },
      ...{ signBy: true, closeBy: true, pausedAt: true, alert: { select: { ruleId: true } } },
      events: {
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        select: { at: true, command: true, before: true, after: true, detail: true },
      },
    },
  })
  return tasks.map(({ alert, part, events, level, state, ...task }) => ({
    ...task,
    level: StoredLevel.parse(level),
    state: StoredTaskState.parse(state),
    ruleId: alert?.ruleId ?? null,
    isPart: part !== null,
    events: events.flatMap((event): LoopEvent[] => {
      // Comments and ticks of the checklist stand in the same history and move nothing.
      const command = StoredCommand.safeParse(event.command)
      if (!command.success) return []
      return [
        {
          at: event.at,
          command: command.data,
          before: event.before === null ? null : StoredTaskState.parse(event.before),
          after: StoredTaskState.parse(event.after),
          due: Due.parse(event.detail ?? {}).due ?? null,
        },
      ]
    }),
  }))
}

/** The alerts that rose in a month, by id; again without what not everyone may see. */
export async function loopAlerts(db: Database, month: string): Promise<LoopAlertRow[]> {
  const alerts = await db.alert.findMany({
    where: { raisedAt: within(month), sensitivity: null },
    orderBy: { id: 'asc' },
    select: {
      ...{ id: true, facilityId: true, areaCode: true, level: true, ruleId: true, nature: true, state: true },
      raisedAt: true,
      events: {
        where: { command: { in: ['dispatch', 'falseAlarm'] } },
        orderBy: { at: 'asc' },
        take: 1,
        select: { at: true },
      },
    },
  })
  return alerts.map(({ events, level, state, nature, ...alert }) => ({
    ...alert,
    level: StoredLevel.parse(level),
    state: StoredAlertState.parse(state),
    nature: StoredNature.parse(nature),
    judgedAt: events[0]?.at ?? null,
  }))
}

import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { runningClock } from '@cockpit/domain/task/clock'
import type { Level } from '@cockpit/domain/task/level'
import { type Supervision, TASK_STATES, type TaskState } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, codesUnder, withinReach } from '../access/actor'
import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import type { Database } from '../database'
import { facilityNames } from '../places/facility-names'
import { type TaskRow, taskRow } from './task-row'

export interface TaskFilter extends Page {
  readonly states?: readonly TaskState[]
  readonly levels?: readonly Level[]
  /** At or below this area. */
  readonly area?: AreaCode
  readonly facility?: FacilityId
  readonly alertId?: string
  readonly supervision?: readonly Supervision[]
  /** One act that made several. */
  readonly batch?: string
  /** Part of the title. */
  readonly text?: string
  /** Only those whose running clock ran out before this instant. */
  readonly overdueAt?: Date
}

export type TaskList = ({ ok: true } & Paged<TaskRow>) | { ok: false; refusal: 'not-permitted' }

/** Tasks within the actor's reach, gravest first, then the one whose close is due first. */
export async function listTasks(
  db: Database,
  actor: Actor,
  territory: Territory,
  filter: TaskFilter = {},
): Promise<TaskList> {
  if (!mayAnywhere(actor.grants, 'task.read')) return { ok: false, refusal: 'not-permitted' }
  const where = {
    AND: [
      withinReach(actor, 'task.read', territory),
      filter.states ? { state: { in: [...filter.states] } } : {},
      filter.levels ? { level: { in: [...filter.levels] } } : {},
      filter.area ? { areaCode: { in: codesUnder([filter.area], territory) } } : {},
      filter.facility ? { facilityId: filter.facility } : {},
      filter.alertId ? { alertId: filter.alertId } : {},
      filter.supervision ? { supervision: { in: [...filter.supervision] } } : {},
      filter.batch ? { batch: filter.batch } : {},
      filter.text ? { title: { contains: filter.text, mode: 'insensitive' as const } } : {},
      filter.overdueAt ? overdue(filter.overdueAt) : {},
    ],
  }
  const [found, total] = await Promise.all([
    db.task.findMany({
      where,
      // As text I < II < III < IV, gravest first.
      orderBy: [{ level: 'asc' }, { closeBy: 'asc' }, { id: 'asc' }],
      include: { _count: { select: { evidence: true } } },
      ...pageArguments(filter),
    }),
    db.task.count({ where }),
  ])
  const { rows, next } = cutPage(found, filter)
  const names = await facilityNames(
    db,
    rows.map((row) => row.facilityId),
  )
  return { ok: true, rows: rows.map((row) => taskRow(row, names)), next, total }
}

/** Tasks whose running clock ran out, as `runningClock` says which one runs. */
function overdue(at: Date) {
  const states = (clock: 'sign' | 'feedback' | 'close') => TASK_STATES.filter((state) => runningClock(state) === clock)
  return {
    pausedAt: null,
    OR: [
      { state: { in: states('sign') }, signBy: { lt: at } },
      { state: { in: states('feedback') }, feedbackBy: { lt: at } },
      { state: { in: states('close') }, closeBy: { lt: at } },
    ],
  }
}

import { AreaCode, PersonId } from '@cockpit/domain/ids'
import { authoritiesOver } from '@cockpit/domain/task/escalation'
import type { TaskFacts } from '@cockpit/domain/task/machine'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Database, Transaction } from '../database'
import type { Task } from '../generated/client'
import {
  OPEN_TASK_STATES,
  pointsIn,
  StoredLevel,
  StoredRecoveryState,
  StoredSupervision,
  StoredTaskState,
} from './stored'

/** Commands that make somebody a handler, who may not review afterwards. */
export const HANDLING = ['dispatch', 'issue', 'transfer', 'check', 'handle', 'feedBack']

/** How many authorities stand above an area. */
export function authoritiesAbove(areaCode: string, territory: Territory): number {
  return authoritiesOver(AreaCode.parse(areaCode), territory).length
}

/** What the state machine asks of a stored task. The caller holds its lock. */
export async function factsOf(
  tx: Database | Transaction,
  task: Task & { _count: { evidence: number } },
  territory: Territory,
): Promise<TaskFacts> {
  const [handling, openParts] = await Promise.all([
    tx.taskEvent.findMany({
      where: { taskId: task.id, command: { in: HANDLING } },
      select: { actor: true },
      distinct: ['actor'],
    }),
    tx.task.count({ where: { parentId: task.id, state: { in: [...OPEN_TASK_STATES] } } }),
  ])
  const { extensionBy, extensionUntil } = task
  return {
    state: StoredTaskState.parse(task.state),
    level: StoredLevel.parse(task.level),
    handlers: [task.dispatchedBy, ...handling.map(({ actor }) => actor)].map((id) => PersonId.parse(id)),
    evidenceCount: task._count.evidence,
    suspendedFrom: task.suspendedFrom === null ? null : StoredTaskState.parse(task.suspendedFrom),
    supervision: StoredSupervision.parse(task.supervision),
    closeBy: task.closeBy,
    extension: extensionBy && extensionUntil ? { by: PersonId.parse(extensionBy), until: extensionUntil } : null,
    escalation: task.escalation,
    above: authoritiesAbove(task.areaCode, territory),
    openParts,
    uncheckedPoints: pointsIn(task.checklist).filter((point) => point.required && point.doneAt === null).length,
    recovery: StoredRecoveryState.parse(task.recoveryState),
    relapses: task.relapses,
  }
}

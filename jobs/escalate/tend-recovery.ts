import type { Database } from '@cockpit/db/database'
import type { Alert, Task } from '@cockpit/db/generated/client'
import { versionsAlike } from '@cockpit/db/rules/waiting-wordings'
import { clocksInForce } from '@cockpit/db/tasks/clock-settings'
import { endRecovery } from '@cockpit/db/tasks/end-recovery'
import { moveTask } from '@cockpit/db/tasks/move-task'
import { noteRecovery, RecoveryLook } from '@cockpit/db/tasks/note-recovery'
import { OPEN_TASK_STATES, StoredLevel } from '@cockpit/db/tasks/stored'
import type { MoveTask } from '@cockpit/db/tasks/task-move'
import { quietUntil } from '@cockpit/domain/clock/reminders'
import { parsePeriod } from '@cockpit/domain/period/period'
import { RULE_STATES } from '@cockpit/domain/rules/verdict'
import { hasRelapsed, type RecordedStep, recoverySeen } from '@cockpit/domain/task/recovery'
import type { Territory } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import { systemActor } from '../system-actor'

const CONFIRMED =
  '指标已连续处于限值以内，系统确认恢复并办结。The indicator stayed inside its limit; closed by the system.'
const GONE =
  '机构已停办，审核已通过，系统办结。The institution has closed and the task was approved; closed by the system.'
const RELAPSED = '办结后规则再次触发，计为复发。The rule fired again after closing: a relapse.'
const DAY_MS = 86_400_000
const PAGE = 500

const Detail = z.looseObject({ each: z.string().nullish(), recovery: z.int().min(1).catch(1) })
const StoredRuleState = z.enum(RULE_STATES)
type Born = Task & { alert: Alert }

/**
 * Looks at the indicators of all tasks that rules gave rise to: what the rules recorded since the finding. Approved tasks whose indicator
 * stayed inside its limit for the rule's recovery window are closed; closed ones whose rule fires again within the days set are open
 * again, once for each closing.
 * @returns how many tasks were moved
 */
export async function tendRecovery(db: Database, territory: Territory, now: Date): Promise<number> {
  const { settings } = await clocksInForce(db)
  const earliest = new Date(now.getTime() - settings.relapseDays * DAY_MS)
  const alike = versionsOnce(db)
  const failed: unknown[] = []
  let moved = 0
  let last: string | undefined
  for (;;) {
    const tasks = await db.task.findMany({
      where: {
        recoveryState: { not: 'none' },
        alertId: { not: null },
        OR: [
          { state: { in: [...OPEN_TASK_STATES] } },
          { state: { in: ['closed', 'archived'] }, closedAt: { gte: earliest } },
        ],
        id: { gt: last },
      },
      include: { alert: true },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    const closed = await closedInstitutions(
      db,
      tasks.map(({ alert }) => alert?.facilityId),
      now,
    )
    for (const { alert, ...task } of tasks) {
      if (!alert) continue
      const born = { ...task, alert }
      try {
        const gone = task.closedAt ? undefined : closed.get(alert.facilityId ?? '')
        if (gone) {
          if (await withoutRecovery(db, territory, born, gone, now)) moved += 1
          continue
        }
        const recorded = await recordedOf(db, alert, await alike(alert))
        const move = task.closedAt
          ? await relapseOf(db, born, recorded, settings.relapseDays)
          : await recoveryMove(
              db,
              born,
              recorded,
              now,
              quietUntil(settings, StoredLevel.parse(task.level), now) !== null,
            )
        if (move && (await give(db, territory, born, move, now))) moved += 1
      } catch (error) {
        // One that cannot be looked at must not keep the others open.
        failed.push(new Error(`task ${task.id}: ${error instanceof Error ? error.message : String(error)}`))
      }
    }
    if (tasks.length < PAGE) break
    last = tasks.at(-1)?.id
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} tasks could not be looked at: ${failed[0]}`)
  return moved
}

/** Which of these institutions have closed by now, and on which day. */
async function closedInstitutions(
  db: Database,
  ids: readonly (string | null | undefined)[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.facility.findMany({
    where: { id: { in: ids.filter((id) => typeof id === 'string') }, closedOn: { lte: now } },
    select: { id: true, closedOn: true },
  })
  return new Map(rows.flatMap(({ id, closedOn }) => (closedOn ? [[id, closedOn] as const] : [])))
}

/** What has closed reports no more: an approved task ends, another waits for its people alone. */
async function withoutRecovery(
  db: Database,
  territory: Territory,
  task: Born,
  closedOn: Date,
  now: Date,
): Promise<boolean> {
  const revision = await endRecovery(db, task.id, closedOn, now)
  if (revision === null) return false
  if (task.state === 'verifying') {
    const move = { command: 'confirm' as const, note: GONE, idempotencyKey: `recovered:${task.id}:${task.round}` }
    await give(db, territory, { ...task, revision }, move, now)
  }
  return true
}

/** The versions that count for an alert, asked once a pass. */
function versionsOnce(db: Database): (alert: Alert) => Promise<ReadonlySet<string> | null> {
  const known = new Map<string, Promise<ReadonlySet<string> | null>>()
  return ({ ruleId, ruleVersion }) => {
    const name = `${ruleId} ${ruleVersion}`
    const found = known.get(name) ?? versionsAlike(db, ruleId, ruleVersion)
    known.set(name, found)
    return found
  }
}

type Move = Pick<MoveTask, 'command' | 'note' | 'idempotencyKey' | 'alertId'>

/** Notes what is seen, and closes an approved task that has recovered; that nobody is told of in the quiet hours. */
async function recoveryMove(
  db: Database,
  task: Born,
  recorded: readonly RecordedStep[],
  now: Date,
  quiet: boolean,
): Promise<Move | null> {
  const { recovery } = Detail.parse(task.alert.detail)
  const seen = recoverySeen(recorded, stepOf(task.alert), recovery)
  const before = task.recovery === null ? null : RecoveryLook.parse(task.recovery)
  if (JSON.stringify(before && { ...before, checkedAt: 0 }) !== JSON.stringify({ checkedAt: 0, ...seen }))
    await noteRecovery(db, task.id, { checkedAt: now, ...seen, steps: [...seen.steps] })
  if (!seen.recovered || task.state !== 'verifying' || quiet) return null
  return { command: 'confirm', note: CONFIRMED, idempotencyKey: `recovered:${task.id}:${task.round}` }
}

async function relapseOf(
  db: Database,
  task: Born,
  recorded: readonly RecordedStep[],
  relapseDays: number,
): Promise<Move | null> {
  if (!task.closedAt) return null
  const look = task.recovery === null ? null : RecoveryLook.parse(task.recovery)
  // Steps known at the closing and judged once more since are no news.
  const since = look?.steps.at(-1)?.at ?? stepOf(task.alert)
  if (!hasRelapsed(recorded, { since, closedAt: task.closedAt, relapseDays })) return null
  const newer = await newerAlert(db, task.alert, task.closedAt)
  // Somebody deals with it already, or found it false: it is not opened a second time.
  if (newer && newer.state !== 'open') return null
  return {
    ...{ command: 'relapse', note: RELAPSED, idempotencyKey: `relapse:${task.id}:${task.relapses + 1}` },
    ...(newer ? { alertId: newer.id } : {}),
  }
}

/** The newest alert of the same rule and place that rose after this one was closed. */
async function newerAlert(db: Database, alert: Alert, since: Date): Promise<Alert | null> {
  const { each } = Detail.parse(alert.detail)
  const alerts = await db.alert.findMany({
    where: {
      ...{ ruleId: alert.ruleId, facilityId: alert.facilityId, id: { not: alert.id } },
      // An institution may have moved to another county since.
      ...(alert.facilityId === null ? { areaCode: alert.areaCode } : {}),
      raisedAt: { gt: since },
    },
    orderBy: { raisedAt: 'desc' },
  })
  return alerts.find((one) => (Detail.parse(one.detail).each ?? '') === (each ?? '')) ?? null
}

/**
 * What the rule said of the alert's place, the newest verdict of each step, oldest step first: as it was worded when the alert rose, so that a
 * wording changed since neither closes a task nor keeps it open.
 * @param versions those that judge alike; null where that is not recorded and all count
 */
async function recordedOf(db: Database, alert: Alert, versions: ReadonlySet<string> | null): Promise<RecordedStep[]> {
  const { each } = Detail.parse(alert.detail)
  const rows = await db.ruleHit.findMany({
    where: {
      ...{ ruleId: alert.ruleId, subject: alert.facilityId ?? alert.areaCode, each: each ?? '' },
      ...(versions ? { evaluation: { ruleVersion: { in: [...versions] } } } : {}),
    },
    orderBy: [{ step: 'asc' }, { at: 'asc' }, { id: 'asc' }],
    select: { step: true, state: true, at: true },
  })
  const newest = new Map(rows.map((row) => [row.step, { ...row, state: StoredRuleState.parse(row.state) }]))
  return [...newest.values()]
}

/** First day of the step in which the alert was found. */
const stepOf = (alert: Alert): string => parsePeriod(alert.period).from

async function give(db: Database, territory: Territory, task: Born, move: Move, now: Date): Promise<boolean> {
  const result = await moveTask(
    db,
    systemActor(territory),
    territory,
    { taskId: task.id, expectedRevision: task.revision, ...move },
    now,
  )
  if (result.ok) return !result.repeated
  // Somebody moved it in this instant: the next pass sees how it stands now.
  if (result.refusal === 'stale' || result.refusal === 'wrong-state') return false
  throw new Error(`task ${task.id} could not be moved (${move.command}): ${result.refusal}`)
}

/** The pass for a loop: it looks only when a rule was judged or a task moved since, and once an hour for the ends of quiet hours and of the ninety days. */
export function recoveryPass(db: Database): (territory: Territory, now: Date) => Promise<number> {
  let seen = ''
  return async (territory, now) => {
    const [evaluation, task] = await Promise.all([
      db.ruleEvaluation.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }),
      db.task.aggregate({ _max: { movedAt: true } }),
    ])
    const state = `${evaluation?.id} ${task._max.movedAt?.toISOString()} ${now.toISOString().slice(0, 13)}`
    if (state === seen) return 0
    const moved = await tendRecovery(db, territory, now)
    seen = state
    return moved
  }
}

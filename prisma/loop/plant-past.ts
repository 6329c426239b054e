import { createHash } from 'node:crypto'
import { natureOf } from '@cockpit/domain/alert/nature'
import type { Bilingual } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { TaskCommand, TaskState } from '@cockpit/domain/task/machine'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { SYSTEM } from '../people/create-person'

/** One command of a past task. `by` is the part somebody plays in the demo. */
export interface PastStep {
  readonly at: Date
  readonly command: TaskCommand | 'dispatch'
  readonly before: TaskState | null
  readonly after: TaskState
  readonly by: 'sender' | 'handler' | 'reviewer' | 'product'
  readonly due: Date | null
}

/** An alert of the past that is over: handled by a task, or found false. */
export interface PastAlert {
  readonly id: string
  readonly rule: {
    readonly id: string
    readonly version: string
    readonly title: Bilingual
    readonly advice: Bilingual
  }
  readonly indicator: string
  readonly level: Level
  readonly raisedAt: Date
  readonly judgedAt: Date
  readonly falseAlarm: boolean
}

/** A task of the past that is over. */
export interface PastTask {
  readonly id: string
  readonly facilityId: string
  readonly areaCode: string
  readonly title: string
  readonly level: Level
  readonly steps: readonly PastStep[]
}

export interface PastCase {
  readonly place: { readonly facilityId: string; readonly areaCode: string }
  readonly alert: PastAlert | null
  /** Null where the alert was false. */
  readonly task: PastTask | null
}

/** Who played the parts. */
export type PastPeople = Readonly<Record<'sender' | 'handler' | 'reviewer', string>>

/** Marks what was planted, so that it is planted once. */
const BATCH = 'demo-past'
const WORDS = '演示记录：为展示闭环考核而生成。'
/** The smallest picture there is: what was handed in then. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
)

/**
 * Puts past alerts and tasks of the demonstration into the database, in one transaction and once. They are over and call nobody: no message is
 * told and no clock runs. All are marked `demo`; one audit entry says that they were made.
 * @returns how many tasks were planted, 0 when they stood already
 */
export async function plantPast(
  db: Database,
  cases: readonly PastCase[],
  people: PastPeople,
  now: Date,
): Promise<number> {
  return db.$transaction(
    async (tx) => {
      if ((await tx.task.count({ where: { batch: BATCH } })) > 0) return 0
      const tasks = cases.flatMap(({ task, alert }) => (task ? [{ ...task, alertId: alert?.id ?? null }] : []))
      if (tasks.length === 0) return 0
      const alerts = cases.flatMap(({ alert, place }) => (alert ? [{ ...alert, ...place }] : []))
      await tx.alert.createMany({ data: alerts.map(alertRow) })
      await tx.alertEvent.createMany({
        data: alerts.flatMap((alert) => alertEvents(alert, people, closingOf(tasks, alert.id))),
      })
      await tx.task.createMany({ data: tasks.map((task) => taskRow(task, people)) })
      const handed = tasks.filter(({ steps }) => steps.some(({ command }) => command === 'feedBack'))
      await tx.evidence.createMany({ data: handed.map((task) => evidenceOf(task, people)) })
      await tx.taskEvent.createMany({ data: tasks.flatMap((task) => taskEvents(task, people)) })
      await appendAudit(tx, {
        ...{ actor: SYSTEM, action: 'demo.plantPast', subject: `batch:${BATCH}`, at: now },
        detail: { tasks: tasks.length, alerts: alerts.length },
      })
      return tasks.length
    },
    // Some seconds; a crowded machine takes longer, and half a past would be worse than a late one.
    { timeout: 300_000 },
  )
}

type PlacedAlert = PastAlert & PastCase['place']
type OwnTask = PastTask & { readonly alertId: string | null }

function alertRow({ rule, falseAlarm, judgedAt, ...alert }: PlacedAlert) {
  return {
    ...{ id: alert.id, level: alert.level, indicator: alert.indicator, raisedAt: alert.raisedAt },
    ...{ areaCode: alert.areaCode, facilityId: alert.facilityId },
    ...{ dedupeKey: `${BATCH}:${alert.id}`, ruleId: rule.id, ruleVersion: rule.version, cause: rule.id },
    ...{ title: { ...rule.title }, advice: { ...rule.advice }, incident: `${rule.id}@${alert.areaCode}` },
    state: falseAlarm ? 'falseAlarm' : 'closed',
    period: alert.raisedAt.toISOString().slice(0, 7),
    // Nothing was measured: the past is invented.
    detail: {},
    nature: natureOf('', { value: null, limit: Number.NaN }),
    demo: true,
    updatedAt: judgedAt,
  }
}

const closingOf = (tasks: readonly OwnTask[], alertId: string): Date | undefined =>
  tasks.find((task) => task.alertId === alertId)?.steps.findLast(({ after }) => after === 'closed')?.at

function alertEvents(alert: PlacedAlert, people: PastPeople, closedAt: Date | undefined) {
  const { id, rule, raisedAt, judgedAt, falseAlarm } = alert
  const judged = falseAlarm
    ? { command: 'falseAlarm', after: 'falseAlarm' }
    : { command: 'dispatch', after: 'dispatched' }
  return [
    { alertId: id, at: raisedAt, actor: `rule:${rule.id}`, command: 'raise', after: 'open' },
    { alertId: id, at: judgedAt, actor: people.sender, before: 'open', note: WORDS, ...judged },
    ...(closedAt
      ? [{ alertId: id, at: closedAt, actor: people.reviewer, command: 'close', before: 'dispatched', after: 'closed' }]
      : []),
  ]
}

function taskRow(task: OwnTask, people: PastPeople) {
  const { steps, id, alertId, title, level, areaCode, facilityId } = task
  const last = (command: PastStep['command']) => steps.findLast((step) => step.command === command)
  const [first] = steps as readonly [PastStep, ...PastStep[]]
  const end = steps.at(-1) as PastStep
  const [sign, feedBack, close, archive] = [last('sign'), last('feedBack'), last('close'), last('archive')]
  const round = last('relapse') ?? first
  return {
    ...{
      id,
      alertId,
      title,
      level,
      areaCode,
      facilityId,
      instruction: WORDS,
      state: end.after,
      batch: BATCH,
      demo: true,
    },
    ...{ dispatchedBy: people.sender, dispatchedAt: first.at, clockFrom: round.at, movedAt: end.at },
    ...{ signBy: sign?.due ?? end.at, feedbackBy: feedBack?.due ?? end.at, closeBy: close?.due ?? end.at },
    ...{ signedAt: sign?.at ?? null, fedBackAt: feedBack?.at ?? null, closedAt: close?.at ?? end.at },
    ...{ approvedBy: close ? people.reviewer : null, approvedAt: close?.at ?? null, archivedAt: archive?.at ?? null },
    relapses: steps.filter(({ command }) => command === 'relapse').length,
    revision: steps.length - 1,
    // Nothing is measured of an invented past, and nothing the rules find today may open it again.
    recoveryState: 'none',
  }
}

function evidenceOf(task: OwnTask, people: PastPeople) {
  return {
    ...{ taskId: task.id, fileName: '演示佐证.png', mediaType: 'image/png', bytes: PICTURE.length },
    ...{ sha256: createHash('sha256').update(PICTURE).digest('hex'), content: new Uint8Array(PICTURE) },
    addedBy: people.handler,
    addedAt: task.steps.find(({ command }) => command === 'feedBack')?.at ?? new Date(0),
  }
}

function taskEvents(task: OwnTask, people: PastPeople) {
  return task.steps.map(({ at, command, before, after, by, due }, n) => ({
    ...{ taskId: task.id, at, command, before, after, note: WORDS, idempotencyKey: `${BATCH}:${task.id}:${n}` },
    actor: by === 'product' ? SYSTEM : people[by],
    ...(due ? { detail: { due: due.toISOString() } } : {}),
  }))
}

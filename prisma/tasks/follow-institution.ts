import { changeAlert, lockAlert } from '../alerts/change-state'
import { type AlertState, StoredAlertState } from '../alerts/stored'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { putMessage } from '../outbox/put'
import { SYSTEM } from '../people/create-person'
import { OPEN_TASK_STATES } from './stored'

const NOTE = '机构的属地已变更，随之移交新的属地。The institution lies in another county now; it goes along.'

/** Alerts that are not over, those that stand behind another or a silence too: they may come back. */
const UNSETTLED = ['open', 'dispatched', 'inhibited', 'merged'] satisfies AlertState[]

/** An open alert or task of an institution that the register puts elsewhere by now. */
interface Astray {
  readonly id: string
  readonly county: string
}

/**
 * Gives the open alerts and tasks of institutions that moved to another county to that county: who looks after the institution now sees them, is told, and is called by their
 * escalations. What is over stays where it was dealt with. @returns how many moved
 */
export async function followInstitutions(db: Database, now: Date): Promise<number> {
  const open = [...OPEN_TASK_STATES]
  const alerts = await db.$queryRaw<Astray[]>`
    SELECT alert.id, facility."countyCode" AS county FROM "Alert" alert JOIN "Facility" facility ON facility.id = alert."facilityId"
    WHERE alert."areaCode" <> facility."countyCode" AND alert.state = ANY(${UNSETTLED}) ORDER BY alert.id LIMIT 500`
  const tasks = await db.$queryRaw<Astray[]>`
    SELECT task.id, facility."countyCode" AS county FROM "Task" task JOIN "Facility" facility ON facility.id = task."facilityId"
    WHERE task."areaCode" <> facility."countyCode" AND task.state = ANY(${open}) ORDER BY task.id LIMIT 500`
  let moved = 0
  for (const one of tasks) moved += (await moveOneTask(db, one, now)) ? 1 : 0
  for (const one of alerts) moved += (await moveOneAlert(db, one, now)) ? 1 : 0
  return moved
}

async function moveOneTask(db: Database, { id, county }: Astray, wallClock: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Task" WHERE id = ${id} FOR UPDATE`
    const task = await tx.task.findUniqueOrThrow({ where: { id } })
    if (task.areaCode === county) return false
    const now = wallClock < task.movedAt ? task.movedAt : wallClock
    const detail = { from: task.areaCode, target: county }
    const revision = task.revision + 1
    // Its promises and how far it was taken up stay: nothing about the work has changed.
    await tx.task.update({ where: { id }, data: { areaCode: county, revision, movedAt: now } })
    await tx.taskEvent.create({
      data: {
        ...{ taskId: id, at: now, actor: SYSTEM, command: 'relocate', before: task.state, after: task.state },
        ...{ note: NOTE, detail, idempotencyKey: `relocate:${id}:${revision}` },
      },
    })
    const payload = { id, command: 'relocate', by: SYSTEM }
    await putMessage(tx, { key: `task:${id}:${revision}`, topic: 'task.changed', payload }, now)
    await appendAudit(tx, { actor: SYSTEM, action: 'task.relocate', subject: `task:${id}`, detail, at: now })
    return true
  })
}

async function moveOneAlert(db: Database, { id, county }: Astray, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const alert = await lockAlert(tx, id)
    if (!alert || alert.areaCode === county) return false
    const state = StoredAlertState.parse(alert.state)
    const change = { id, before: state, after: state, command: 'relocate' as const, actor: SYSTEM, note: NOTE }
    // The incident of an institution's alerts is that of its county.
    const set = { areaCode: county, incident: `${alert.cause}@${county}` }
    const detail = { from: alert.areaCode, target: county }
    await changeAlert(tx, { ...change, cause: `${county}:${now.toISOString()}`, set, detail }, now)
    return true
  })
}

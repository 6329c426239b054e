import { raiseAlert } from '@cockpit/db/alerts/raise-alert'
import { putMessage } from '@cockpit/db/outbox/put'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { type Grant, Grant as GrantShape, ROLES, type Role } from '@cockpit/domain/access/grant'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Caller } from '../../../web/server/caller-contract'
import { appRouter } from '../../../web/server/router'
import { cubes, world } from './generated-people'
import { changed, HOSTILE, sampleOf } from './hostile-input'
import { RAW_META, rawCube } from './raw-cube'
import { Routed } from './routed'

/** Every procedure there is, by its own declaration: a new one is asked too, and one whose input nobody can make up fails here. */
interface Declared {
  readonly _def: { readonly type: 'query' | 'mutation'; readonly inputs: readonly z.ZodType[] }
}
const PROCEDURES = Object.entries(
  (appRouter as unknown as { _def: { procedures: Record<string, Declared> } })._def.procedures,
)
/** From the alert to its closing. */
const LOOP = PROCEDURES.filter(([name]) => /^(alerts|tasks|notices|events|posture|rules|audit)\./.test(name))

const holds = (role: Role, code: string): Grant =>
  GrantShape.parse({ role, territory: { kind: 'area', code }, sensitivity: 'case' })
const person = (id: string, ...grants: Grant[]): Caller => ({ kind: 'person', id, name: '演示', demo: true, grants })
const everything = person('everything', ...ROLES.map((role) => holds(role, '330000')))

const NOW = new Date()
let routed: Routed
const ids: Record<string, string> = {}
beforeAll(async () => {
  routed = await Routed.open(rawCube(cubes, 'tests-only-secret-tests-only-secret', RAW_META))
  const { db } = routed.ports
  const at = { longitude: 120, latitude: 30, demo: true }
  await db.area.createMany({
    data: world.areas.map(({ code, name, level, parent }) => ({
      code,
      nameZh: name.zh,
      nameEn: name.en,
      level,
      parent,
      ...at,
    })),
  })
  await db.facility.createMany({
    data: [...world.facilities.values()].map(({ id, name, county, tier, category }) => ({
      ...{ id, nameZh: name.zh, nameEn: name.en, countyCode: county, tier, category, ...at },
    })),
  })
  const seeder = { id: 'seeder' as never, grants: everything.grants }
  const words = { title: { zh: '演示', en: 'Demo' }, advice: { zh: '', en: '' }, level: 'II' as const }
  const alert = await raiseAlert(
    db,
    {
      ...{
        dedupeKey: 'k',
        ruleId: 'some-rule',
        ruleVersion: '1',
        ...words,
        indicator: 'outpatient.visits',
        period: '2025-10',
      },
      ...{ areaCode: '330102' as never, facilityId: 'F0001' as never, detail: {}, demo: true },
    },
    NOW,
  )
  const order = { title: '演示', instruction: '演示', level: 'II' as const, idempotencyKey: 'seeded-task' }
  const points = [{ text: '核对', required: true }]
  const target = { kind: 'facility' as const, id: 'F0001' as never }
  const task = await dispatchTask(db, seeder, world.territory, { ...order, target, points, alertId: alert.id }, NOW)
  const standing = { state: 'reported', reportedBy: 'seeder', reportedAt: NOW, movedAt: NOW, foundAt: NOW }
  const said = { title: '演示', place: '演示', description: '演示', kind: 'other', affected: 3, deaths: 0, demo: true }
  const event = await db.emergencyEvent.create({
    data: { areaCode: '330102', facilityId: 'F0001', ...standing, ...said },
  })
  const posture = await db.posture.create({
    data: {
      ...{ areaCode: '330102', reason: '演示', state: 'asked', askedBy: 'seeder', askedAt: NOW, movedAt: NOW },
      until: new Date(NOW.getTime() + 86_400_000),
    },
  })
  const change = await db.ruleChange.create({
    data: { ruleId: 'some-rule', kind: 'switchOff', reason: '演示', proposedBy: 'seeder' },
  })
  const notice = await db.notice.create({
    data: { key: 'n', userId: 'seeder', titleZh: '演示', titleEn: 'Demo', link: '/', level: 'II' },
  })
  const delivery = await db.delivery.create({
    data: {
      ...{
        key: 'd',
        channel: 'webhook',
        receiver: 'w',
        level: 'II',
        title: '演示',
        text: '演示',
        link: '/',
        state: 'dead',
        settledAt: NOW,
      },
      ...{ subject: `task:${task.ok ? task.taskId : ''}`, action: 'task.dispatch' },
    },
  })
  await db.$transaction((tx) => putMessage(tx, { key: 'm', topic: 'task.changed', payload: { id: 'none' } }, NOW))
  Object.assign(ids, { alert: alert.id, task: task.ok ? task.taskId : '', event: event.id, posture: posture.id })
  Object.assign(ids, { rule: change.id, notice: notice.id, delivery: delivery.id })
})
afterAll(() => routed?.close())

/** The ids that a procedure's fields mean, so that it is asked about what there is. */
function known(name: string): Readonly<Record<string, unknown>> {
  const own = { alerts: 'alert', tasks: 'task', events: 'event', posture: 'posture', notices: 'notice' }[
    name.split('.')[0] ?? ''
  ]
  const named = {
    taskId: ids.task,
    alertId: ids.alert,
    eventId: ids.event,
    postureId: ids.posture,
    change: ids.rule,
    pointId: '1',
  }
  const one = own ? ids[own] : undefined
  return {
    ...named,
    ...(one === undefined ? {} : { id: one, ids: [name === 'notices.sendAgain' ? ids.delivery : one] }),
    ...{
      area: '330102',
      facility: 'F0001',
      areaCode: '330102',
      expectedRevision: 0,
      cursor: undefined,
      after: undefined,
    },
    idempotencyKey: crypto.randomUUID(),
  }
}

function soundInput(name: string, schema: z.ZodType) {
  const { value, leaves } = sampleOf(schema)
  if (typeof value !== 'object' || value === null) return { value, leaves }
  const better = Object.entries(known(name)).filter(([field]) => field in value)
  return { value: { ...value, ...Object.fromEntries(better) }, leaves }
}

/** What came of it: an answer, or a refusal by its code; `failed` where the server did. */
async function outcome(
  caller: Caller | null,
  name: string,
  input: unknown,
): Promise<{ came: string; answer?: unknown }> {
  const call = name.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], routed.as(caller))
  try {
    return { came: 'answered', answer: await (call as (asked: unknown) => Promise<unknown>)(input) }
  } catch (error) {
    const { code, cause, message } = error as { code?: string; cause?: Error; message: string }
    return { came: code && code !== 'INTERNAL_SERVER_ERROR' ? code : `failed: ${cause?.message ?? message}` }
  }
}

describe('who has no business there is told nothing and changes nothing', () => {
  const strangers: readonly (Caller | null)[] = [
    null,
    person('without-grants'),
    person('viewer', holds('planner', '330000')),
    person('auditor', holds('auditAdmin', '330000')),
    person('other-county', holds('supervisor', '330103'), holds('commander', '330103'), holds('leader', '330103')),
    person(
      'other-house',
      GrantShape.parse({ ...holds('institution', '330103'), territory: { kind: 'facilities', ids: ['F0003'] } }),
    ),
    { ...person('wall', holds('display', '330103')), kind: 'display' },
  ]
  /** The audit tells its administrator of everything, who looks at the health of the whole sees what was given up, and a posture concerns whoever has a grant around it. */
  const BUSINESS: Readonly<Record<string, readonly string[]>> = {
    auditor: ['audit.list', 'audit.actions', 'audit.check', 'notices.deadLetters'],
    viewer: ['posture.current'],
  }
  /** Of one's own alone: an inbox and what one wants to be told, and words everyone who dispatches uses. */
  const OWN = ['notices.prefer', 'notices.markRead', 'tasks.work.saveTemplate']

  test.each(LOOP)('%s', async (name, { _def }) => {
    const { db } = routed.ports
    const entries = () => db.auditEntry.count()
    for (const caller of strangers) {
      const before = await entries()
      const input = _def.inputs[0] ? soundInput(name, _def.inputs[0]).value : undefined
      const { came, answer } = await outcome(caller, name, input)
      const who = `${caller?.id ?? 'nobody'}: ${came}`
      if (caller === null) expect(came, who).toBe('UNAUTHORIZED')
      expect(came, who).not.toMatch(/^failed/)
      if (BUSINESS[caller?.id ?? '']?.includes(name)) continue
      const told = JSON.stringify(answer, (_, one) => (typeof one === 'bigint' ? String(one) : one)) ?? ''
      const asked = JSON.stringify(input) ?? ''
      for (const [what, id] of Object.entries(ids))
        if (!(name === 'alerts.act' && asked.includes(id)))
          expect(told.includes(id), `${who} tells of the ${what}`).toBe(false)
      if (name === 'alerts.act' && answer) expect(answer, who).toMatchObject([{ ok: false }])
      if (!OWN.includes(name)) expect(await entries(), who).toBe(before)
    }
  })
})

describe('absurd input is refused, and nothing fails', () => {
  test.each(PROCEDURES.filter(([, { _def }]) => _def.inputs.length > 0))('%s', async (name, { _def }) => {
    const faults: string[] = []
    for (const schema of _def.inputs) {
      const { value, leaves } = soundInput(name, schema)
      const tried: [string, unknown][] = [
        ['a sound one', value],
        ['nothing', undefined],
        ['null', null],
        ...leaves.flatMap(({ path, kind }) =>
          HOSTILE[kind].map((bad): [string, unknown] => [
            `${path.join('.')} = ${JSON.stringify(bad)?.slice(0, 24)}`,
            changed(value, path, bad),
          ]),
        ),
      ]
      for (const [what, input] of tried) {
        const { came } = await outcome(everything, name, input)
        if (came.startsWith('failed')) faults.push(`${what}: ${came.slice(0, 300)}`)
      }
    }
    expect(faults).toEqual([])
  })
})

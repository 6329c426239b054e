import { writeNote } from '@cockpit/db/notes/write-note'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { Grant, ROLES, type Role } from '@cockpit/domain/access/grant'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../../web/server/caller-contract'
import { anyArea, anyFacility, areas, cubes, facilities, people, pick, random, world } from './generated-people'
import { Judge, may } from './judge'
import { RAW_META, rawCube } from './raw-cube'
import { orRefused, Routed } from './routed'

/** Notes, events, tasks and their words out of a real PostgreSQL, for generated people and with others' ids in every parameter. */
const NOW = new Date()
const judge = new Judge()
const leaksUnless = judge.leaksUnless.bind(judge)
const tally: Record<string, { asked: number; told: number }> = {}
const seen = (path: string, told: number) => {
  tally[path] ??= { asked: 0, told: 0 }
  tally[path].asked++
  tally[path].told += told
}

interface Subject {
  readonly areaCode: string
  readonly facilityId: string | null
}
const countyOf = (facility: string) => String(world.facilities.get(facility as never)?.county ?? '')
const SUBJECTS: readonly Subject[] = [
  ...areas.map((areaCode) => ({ areaCode, facilityId: null })),
  ...facilities.map((facilityId) => ({ areaCode: countyOf(facilityId), facilityId })),
]
/** Whether somebody may do this to what stands at a place: a facility's asks for its sensitivity. */
const reaches = (caller: Caller, { areaCode, facilityId }: Subject, action: Parameters<typeof may>[3]) =>
  may(caller, facilityId ?? areaCode, facilityId === null ? 'aggregate' : 'facility', action)
const EVERYTHING = ['330000', '500000'].flatMap((code) =>
  (['leader', 'supervisor'] as const).map((role) =>
    Grant.parse({ role, territory: { kind: 'area', code }, sensitivity: 'case' }),
  ),
)
const SEEDER = { id: 'seeder' as never, grants: EVERYTHING }
const anyPerson = (): Caller => ({ ...pick(people), kind: 'person' })

let routed: Routed
const notes = new Map<string, Subject>()
const tasks = new Map<string, Subject>()
const events = new Map<string, Subject>()
beforeAll(async () => {
  routed = await Routed.open(rawCube(cubes, 'tests-only-secret-tests-only-secret', RAW_META))
  const { db } = routed.ports
  await db.area.createMany({
    data: world.areas.map(({ code, name, level, parent }) => ({
      ...{ code, nameZh: name.zh, nameEn: name.en, level, parent, longitude: 120, latitude: 30, demo: true },
    })),
  })
  await db.facility.createMany({
    data: [...world.facilities.values()].map(({ id, name, county, tier, category }) => ({
      ...{ id, nameZh: name.zh, nameEn: name.en, countyCode: county, tier, category, longitude: 120, latitude: 30 },
      demo: true,
    })),
  })
  for (const [at, subject] of SUBJECTS.entries()) {
    const { areaCode, facilityId } = subject
    const about = { area: areaCode, facility: facilityId, indicator: null, from: '2025-10-01', to: '2025-10-02' }
    const written = await writeNote(db, SEEDER, world.territory, { ...about, text: '演示', shared: true } as never, NOW)
    if (!written.ok) throw new Error(written.refusal)
    notes.set(written.note.id, subject)
    const target = facilityId ? { kind: 'facility', id: facilityId } : { kind: 'area', code: areaCode }
    const words = { title: '演示', instruction: '演示', level: 'III', idempotencyKey: `seeded-task-${at}` }
    const made = await dispatchTask(db, SEEDER, world.territory, { ...words, target } as never, NOW)
    if (!made.ok) throw new Error(made.refusal)
    tasks.set(made.taskId, subject)
    const standing = { state: 'reported', reportedBy: 'seeder', reportedAt: NOW, movedAt: NOW, foundAt: NOW }
    const said = { title: '演示', place: '演示', description: '演示', kind: 'other', affected: 3, deaths: 0 }
    const event = await db.emergencyEvent.create({ data: { ...subject, ...standing, ...said, demo: true } as never })
    events.set(event.id, subject)
  }
})
afterAll(() => routed?.close())

test('notes beside figures: those of the place and of the areas around it, for who reads the place', async () => {
  for (let n = 0; n < 500; n++) {
    const caller = anyPerson()
    const facility = random() < 0.6 ? anyFacility() : null
    const area = facility && random() < 0.4 ? countyOf(facility) || anyArea() : anyArea()
    const asked = { area, facility }
    const found = await orRefused(routed.as(caller).notes.list(asked as never))
    seen('notes', found?.length ?? 0)
    for (const { id } of found ?? []) {
      const subject = notes.get(id) as Subject
      // What an area above says concerns whoever reads the place below it.
      const flowsDown = subject.facilityId === null && world.territory.within(area as never, subject.areaCode as never)
      const reads = flowsDown
        ? may(caller, facility ?? area, facility ? 'facility' : 'aggregate')
        : reaches(caller, subject, 'indicator.read')
      leaksUnless(reads, 'notes', caller, { asked, subject })
    }
  }
  expect(judge.leaks).toEqual([])
})

test('a note is written beside figures one reads, and nowhere else', async () => {
  for (let n = 0; n < 250; n++) {
    const caller = anyPerson()
    const facility = random() < 0.6 ? anyFacility() : null
    const area = facility && random() < 0.6 ? countyOf(facility) || anyArea() : anyArea()
    const text = { from: '2025-10-01', to: '2025-10-02', text: '演示', shared: false }
    const made = await orRefused(routed.as(caller).notes.write({ area, facility, indicator: null, ...text } as never))
    seen('note written', made ? 1 : 0)
    if (made)
      leaksUnless(
        reaches(caller, { areaCode: area, facilityId: facility }, 'indicator.read') &&
          (facility === null || countyOf(facility) === area),
        'note written',
        caller,
        { area, facility },
      )
  }
  expect(judge.leaks).toEqual([])
})

test('tasks and emergency events: lists, single ones, and what is sent to a place', async () => {
  for (let n = 0; n < 180; n++) {
    const caller = anyPerson()
    const as = routed.as(caller)
    const filter = {
      ...(random() < 0.5 ? { area: anyArea() } : {}),
      ...(random() < 0.3 ? { facility: anyFacility() } : {}),
    }
    const listed = await as.tasks.list(filter as never)
    seen('task list', listed.rows.length)
    for (const { id } of listed.rows)
      leaksUnless(reaches(caller, tasks.get(id) as Subject, 'task.read'), 'task list', caller, tasks.get(id))
    const task = pick([...tasks.keys()])
    const one = await orRefused(as.tasks.get({ id: task }))
    seen('task', one ? 1 : 0)
    if (one) leaksUnless(reaches(caller, tasks.get(task) as Subject, 'task.read'), 'task', caller, tasks.get(task))
    const happened = await as.events.list({})
    seen('event list', happened.rows.length)
    for (const { id } of happened.rows)
      leaksUnless(reaches(caller, events.get(id) as Subject, 'event.read'), 'event list', caller, events.get(id))
    const event = pick([...events.keys()])
    const told = await orRefused(as.events.get({ id: event }))
    seen('event', told ? 1 : 0)
    if (told)
      leaksUnless(reaches(caller, events.get(event) as Subject, 'event.read'), 'event', caller, events.get(event))
  }
  expect(judge.leaks).toEqual([])
})

test('a task about a number: the number and the place must both be within reach, whatever the address says', async () => {
  for (let n = 0; n < 200; n++) {
    const caller = n % 2 ? anyPerson() : { ...pick(DISPATCHERS), kind: 'person' as const }
    const facility = random() < 0.5 ? anyFacility() : undefined
    const territory = facility && random() < 0.6 ? countyOf(facility) || anyArea() : anyArea()
    const question = { indicators: ['outpatient.visits'], territory, period: '2025-10', ...(facility && { facility }) }
    const words = { title: '演示', instruction: '演示', level: 'III', idempotencyKey: `about-a-number-${n}` }
    const made = await orRefused(routed.as(caller).notes.askAbout({ question, ...words } as never))
    seen('task about a number', made ? 1 : 0)
    const subject = { areaCode: territory, facilityId: facility ?? null }
    if (made)
      leaksUnless(
        reaches(caller, subject, 'task.dispatch') && reaches(caller, subject, 'indicator.read'),
        'task about a number',
        caller,
        question,
      )
  }
  expect(judge.leaks).toEqual([])
})

const DISPATCHERS = people.filter(({ grants }) => grants.some(({ role }) => ['leader', 'supervisor'].includes(role)))

test('people and their grants: listed to their two administrators, changed by the one whose business it is, and by nobody else', async () => {
  const { db } = routed.ports
  const password = 'tests only password'
  const someone = { username: 'someone', name: '演示', password, grants: [] }
  const made = await createPerson(db, SYSTEM, someone, NOW)
  if (!made.ok) throw new Error(made.refusal)
  const personId = made.id
  const one = (role: Role): Caller => ({
    ...{ kind: 'person', id: `only-${role}`, name: '演示', demo: true },
    grants: [Grant.parse({ role, territory: { kind: 'area', code: '330000' }, sensitivity: 'case' })],
  })
  const nobody: Caller = { ...one('leader'), id: 'without-grants', grants: [] }
  for (const [n, caller] of [nobody, ...ROLES.map(one), ...people.slice(0, 20)].entries()) {
    const asPerson = routed.as({ ...caller, kind: 'person' }).people
    const isOne = (role: Role) => caller.grants.some((grant) => grant.role === role)
    const told = async (asked: Promise<unknown>) => (await orRefused(asked)) !== null
    const lists = isOne('systemAdmin') || isOne('securityAdmin')
    const grants = [
      Grant.parse({ role: 'planner', territory: { kind: 'area', code: pick(areas) }, sensitivity: 'case' }),
    ]
    expect(await told(asPerson.list({})), 'list').toBe(lists)
    expect(await told(routed.as(caller).territory.search({ text: '330', toGrant: true })), 'places').toBe(
      isOne('securityAdmin'),
    )
    const asks = [
      ['create', asPerson.create({ username: `made.${n}`, name: '演示', password, locale: 'en' }), 'systemAdmin'],
      ['setDisabled', asPerson.setDisabled({ personId, disabled: n % 2 === 0 }), 'systemAdmin'],
      ['resetPassword', asPerson.resetPassword({ personId, password }), 'systemAdmin'],
    ] as const
    for (const [path, asked, role] of asks) expect(await told(asked), `${path} ${role}`).toBe(isOne(role))
    const held = await db.grant.findMany({ where: { userId: personId, revokedAt: null } })
    const change = {
      personId,
      held: held.map(({ role, territory, sensitivity }) => ({ role, territory, sensitivity })),
    }
    expect(await told(asPerson.grants({ ...change, grants } as never)), 'grants').toBe(isOne('securityAdmin'))
    // Who came without a session of their own has no password to change.
    expect(await told(asPerson.ownPassword({ present: password, password: `${password}!` })), 'own').toBe(false)
  }
  expect(await db.user.count({ where: { username: { startsWith: 'made.' } } })).toBeGreaterThan(0)
})

test('grants name places that there are, and are not written over what another administrator did meanwhile', async () => {
  const { db } = routed.ports
  const made = await createPerson(
    db,
    SYSTEM,
    { username: 'other', name: '演示', password: '12345678', grants: [] },
    NOW,
  )
  if (!made.ok) throw new Error(made.refusal)
  const grant = (role: Role, territory: unknown) => Grant.parse({ role, territory, sensitivity: 'facility' })
  const security = {
    ...anyPerson(),
    id: 'security',
    grants: [grant('securityAdmin', { kind: 'area', code: '330000' })],
  }
  const give = (held: readonly Grant[], ...grants: Grant[]) =>
    routed.as(security).people.grants({ personId: made.id, held: [...held], grants })
  const planner = grant('planner', { kind: 'area', code: '330000' })
  const hospital = grant('institution', { kind: 'facilities', ids: [facilities[0]] })
  await expect(give([], grant('planner', { kind: 'area', code: '999999' }))).rejects.toMatchObject({
    reason: 'unknown-area',
  })
  await expect(give([], grant('institution', { kind: 'facilities', ids: ['F9999'] }))).rejects.toMatchObject({
    reason: 'unknown-facility',
  })
  expect(await give([], planner)).toMatchObject({ added: 1, revoked: 0 })
  await expect(give([], hospital)).rejects.toMatchObject({ reason: 'stale' })
  expect(await give([planner], hospital, planner)).toMatchObject({ added: 1, revoked: 0 })
  const listed = await routed.as(security).people.list({ search: 'other' })
  expect(listed.rows.map(({ grants }) => grants)).toEqual([[planner, hospital]])
  expect(Object.keys(listed.places.areas)).toEqual(['330000'])
  expect(Object.keys(listed.places.facilities)).toEqual([facilities[0]])
})

test('each path was asked by many, told some and refused others', () => {
  const asked = Object.values(tally).reduce((sum, one) => sum + one.asked, 0)
  console.log(`${asked} pairs about what is written down: ${JSON.stringify(tally)}`)
  expect(asked).toBeGreaterThan(1600)
  for (const [path, { told }] of Object.entries(tally)) expect(told, path).toBeGreaterThan(5)
})

import { changeGrants } from '@cockpit/db/people/change-grants'
import { SYSTEM } from '@cockpit/db/people/create-person'
import { layOutDue } from '@cockpit/db/scheduled-reports/lay-out'
import { listReports, listRuns } from '@cockpit/db/scheduled-reports/list-reports'
import { createReport, tryReport, turnReport } from '@cockpit/db/scheduled-reports/set-up'
import { claimRun, settleRun } from '@cockpit/db/scheduled-reports/settle-run'
import { takeReportFile } from '@cockpit/db/scheduled-reports/take-file'
import { attachmentOf, mayTellOfRun } from '@cockpit/db/scheduled-reports/tell-run'
import type { Grant } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import { parseRecord } from '@cockpit/domain/imports/csv-record'
import { NoticeChannels } from '@cockpit/domain/notice/channels'
import { ScheduledReport } from '@cockpit/domain/scheduled-report/definition'
import { tellWhatWaits } from '@cockpit/jobs/dispatch/tell-what-waits'
import { reportPass } from '@cockpit/jobs/scheduled-reports/report-pass'
import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, withDatabase } from '../db/test-database'
import { cubes, facilities, people, world } from './generated-people'
import { Judge } from './judge'
import { RAW_META, rawCube } from './raw-cube'

const cube = rawCube(cubes, 'tests-only-secret-tests-only-secret', RAW_META)
/** 09:00 on the province's clock: a report at 08:00 of the day before was missed. */
const NOW = new Date('2025-11-05T01:00:00Z')
const DAY = 86_400_000
const EVIL = '=HYPERLINK("http://evil")'

let scratch: TestDatabase
let asking: AskPorts
const channels = NoticeChannels.parse({
  baseUrl: 'https://cockpit.example',
  smtp: { host: '127.0.0.1', port: 25, from: 'a@example.org', domains: ['example.org'] },
  attachReports: true,
})

async function add(id: string, ...grants: Grant[]): Promise<void> {
  await scratch.db.user.create({ data: { id, name: id, email: `${id}@cockpit.invalid`, username: id } })
  await changeGrants(scratch.db, SYSTEM, { personId: id, grants }, NOW)
}
const inArea = (role: Grant['role'], code: string, sensitivity: Grant['sensitivity'] = 'facility'): Grant =>
  ({ role, territory: { kind: 'area', code }, sensitivity }) as Grant
const actor = (id: string, ...grants: Grant[]) => ({ id: PersonId.parse(id), grants })
const AUTHOR = actor('author', inArea('leader', '330000'), inArea('leader', '500000'))
const COUNTY = actor('county', inArea('supervisor', '330102', 'case'))

const table = (content: object = {}) => ({
  ...{ kind: 'table', format: 'csv', indicators: ['outpatient.visits'], place: { kind: 'own' }, by: null },
  compare: false,
  ...content,
})
const definition = (more: object = {}) =>
  ScheduledReport.parse({
    ...{ title: '月报', content: table(), period: 'lastMonth', schedule: { every: 'day', at: '08:00' } },
    ...{ recipients: [{ kind: 'person', id: 'county' }], channels: ['inbox'], attach: false },
    ...more,
  })
async function setUp(more: object, at = new Date(NOW.getTime() - DAY)): Promise<string> {
  const made = await createReport(scratch.db, AUTHOR, world.territory, definition(more), at)
  if (!made.ok) throw new Error(made.refusal)
  return made.id
}
const pass = (at = NOW) =>
  reportPass({
    ...{
      db: scratch.db,
      data: '/nowhere',
      retentionFile: undefined,
      shop: null,
      demo: true,
      log: (message, facts) => facts?.error && console.log(message, facts),
    },
    ...{ territory: async () => world.territory, asking: async () => asking, now: () => at },
    stop: new AbortController().signal,
  })
const tell = (at = NOW) =>
  tellWhatWaits({
    ...{ db: scratch.db, territory: async () => world.territory, now: () => at, channels: () => channels },
    bus: { publish: async () => undefined } as never,
  })
const runs = (reportId: string) =>
  scratch.db.scheduledReportRun.findMany({ where: { reportId }, include: { file: true }, orderBy: { dueAt: 'asc' } })
function linesOf(content: Uint8Array): Record<string, string>[] {
  const text = new TextDecoder().decode(content)
  const records: string[][] = []
  for (let at = 0; at < text.length; ) {
    const { fields, end } = parseRecord(text, ',', at)
    records.push([...fields])
    at = end
  }
  const [head = [], ...rest] = records
  return rest.map((record) => Object.fromEntries(head.map((name, at) => [name, record[at] ?? ''])))
}

beforeAll(async () => {
  scratch = await withDatabase()
  await scratch.db.area.createMany({
    data: world.areas.map(({ code, name, level, parent }) => ({
      ...{ code, nameZh: name.zh, nameEn: name.en, level, parent, longitude: 120, latitude: 30, demo: true },
    })),
  })
  await scratch.db.facility.createMany({
    data: [...world.facilities.values()].map(({ id, name, county, tier, category }) => ({
      ...{ id, nameZh: name.zh, nameEn: name.en, countyCode: county, tier, category, longitude: 120, latitude: 30 },
      demo: true,
    })),
  })
  const named = [...world.facilities].map(([id, one]) => [
    id,
    id === 'F0001' ? { ...one, name: { zh: EVIL, en: EVIL } } : one,
  ])
  asking = {
    ...{ cube, territory: world.territory, facilities: new Map(named as never), demo: true, now: () => new Date() },
    cache: { get: async () => null, set: async () => undefined },
  }
  await add('author', ...AUTHOR.grants)
  await add('county', ...COUNTY.grants)
  await add('reader', inArea('commander', '330102'))
})
afterAll(() => scratch?.drop())

test('a report of the province, read by anyone: each file holds what its recipient may take out, and no more', async () => {
  const judge = new Judge()
  const readers = people.slice(0, 16).map((person, at) => ({ ...person, id: `r${at}` }))
  for (const { id, grants } of readers) await add(id, ...grants)
  const contents = [
    table(),
    table({ by: 'facility' }),
    table({ place: { kind: 'fixed', area: '330000', facility: null }, by: 'county' }),
    table({ place: { kind: 'fixed', area: '330000', facility: null } }),
    table({ place: { kind: 'fixed', area: '330102', facility: 'F0001' }, indicators: ['inpatient.discharges'] }),
  ]
  let shown = 0
  const states: Record<string, number> = {}
  for (const content of contents) {
    // Whether a recipient may be named is tried below; here everyone is, as if grants had changed since.
    const id = await setUp({ content })
    const recipients = readers.map((one) => ({ kind: 'person', id: one.id }))
    for (let at = 0; at < recipients.length; at += 50) {
      const named = definition({ content, recipients: recipients.slice(at, at + 50) })
      const version = 2 + at
      await scratch.db.scheduledReportVersion.create({
        data: { reportId: id, version, definition: named, author: 'author' },
      })
      await scratch.db.scheduledReport.update({
        where: { id },
        data: { definition: named, version, nextDueAt: new Date(NOW.getTime() - DAY / 24) },
      })
      await pass()
    }
    for (const run of await runs(id)) {
      states[run.reason ?? run.state] = (states[run.reason ?? run.state] ?? 0) + 1
      const person = readers.find((one) => one.id === run.recipient)
      if (!person || !run.file) continue
      // The roles that may export, as docs/access.md has them.
      const exporting = {
        ...person,
        grants: person.grants.filter(({ role }) => ['leader', 'supervisor', 'planner'].includes(role)),
      }
      for (const line of linesOf(run.file.content)) {
        expect(line).toMatchObject({ exported_by: person.id, note: expect.stringContaining('演示数据') })
        if (line.state !== 'shown') continue
        shown += 1
        const [indicator = ''] = content.indicators
        const fixed = content.place as { area?: string; facility?: string }
        const place = fixed.area ?? world.areas.find(({ name }) => name.zh === line.place)?.code
        const site = [...asking.facilities.values()].find(
          ({ name }) => `'${name.zh}` === line.place || name.zh === line.place,
        )
        const facility = fixed.area ? fixed.facility : site?.id
        const asked = {
          indicators: [indicator],
          territory: place ?? String(site?.county),
          ...(facility ? { facility } : {}),
          ...(line.key !== '' && content.by ? { by: content.by } : {}),
          period: '2025-10',
        }
        judge.cell(exporting, 'report', asked as never, { key: String(line.key) }, Number(line.value))
      }
    }
  }
  expect(judge.leaks).toEqual([])
  console.log(`${shown} lines of reports judged; ${JSON.stringify(states)}`)
  expect(shown).toBeGreaterThan(30)
  expect(states).toMatchObject({ made: expect.any(Number), 'export-not-permitted': expect.any(Number) })
  expect(states['not-permitted']).toBeGreaterThan(0)
  await scratch.db.scheduledReport.updateMany({ data: { state: 'paused', pausedReason: 'owner' } })
})

test('two schedulers at once and one killed on the way: each due date is made and told exactly once', async () => {
  const id = await setUp({}, new Date(NOW.getTime() - 4 * DAY))
  await Promise.all([pass(), pass(), pass()])
  expect((await runs(id)).map(({ dueAt, state }) => [dueAt.toISOString().slice(0, 16), state])).toEqual([
    ['2025-11-02T00:00', 'made'],
    ['2025-11-03T00:00', 'made'],
    ['2025-11-04T00:00', 'made'],
    ['2025-11-05T00:00', 'made'],
  ])
  await Promise.all([tell(), tell()])
  await pass()
  const links = (await runs(id)).map((run) => `/reports?run=${run.id}`)
  const notices = await scratch.db.notice.findMany({ where: { userId: 'county', link: { in: links } } })
  expect(notices).toHaveLength(4)
  expect((await runs(id)).every(({ state, toldBy }) => state === 'sent' && toldBy.join() === 'inbox')).toBe(true)

  // Taken, and then the process dies; later it turns out that it was only slow.
  const tomorrow = new Date(NOW.getTime() + DAY)
  await scratch.db.scheduledReport.updateMany({
    where: { id: { not: id } },
    data: { state: 'paused', pausedReason: 'owner' },
  })
  expect(
    await Promise.all([
      layOutDue(scratch.db, world.territory, tomorrow),
      layOutDue(scratch.db, world.territory, tomorrow),
    ]),
  ).toContain(1)
  const slow = await claimRun(scratch.db, tomorrow, 300)
  if (!slow) throw new Error('nothing to make')
  expect(await pass(new Date(tomorrow.getTime() + 299_000))).toBe(0)
  expect(await pass(new Date(tomorrow.getTime() + 301_000))).toBe(1)
  const [last] = (await runs(id)).slice(-1)
  expect(last).toMatchObject({ id: slow.id, state: 'made', attempts: 2 })
  expect(await settleRun(scratch.db, slow, { kind: 'refused', reason: 'failed' }, tomorrow)).toBeNull()
  await tell(new Date(tomorrow.getTime() + DAY))
  expect(await scratch.db.notice.count({ where: { link: `/reports?run=${slow.id}` } })).toBe(1)
  expect(await scratch.db.auditEntry.count({ where: { action: 'report.make', subject: `report:${id}` } })).toBe(5)
})

test('who lost access gets a refusal instead, and an earlier file no more; its author never gets it', async () => {
  const id = await setUp({ content: table({ by: 'facility' }) })
  await pass()
  await tell()
  const [run] = await runs(id)
  const take = (who: typeof COUNTY) => takeReportFile(scratch.db, who, world.territory, run?.id ?? '', NOW)
  const taken = await take(COUNTY)
  if (!taken.ok) throw new Error(taken.refusal)
  const lines = linesOf(taken.file.content)
  expect(lines.map(({ key }) => key).sort()).toEqual(
    facilities.filter((one) => world.facilities.get(one as never)?.county === '330102').sort(),
  )
  // A name of the register that would run as a formula stands as text.
  expect(lines.find(({ key }) => key === 'F0001')?.name).toBe(`'${EVIL}`)
  expect(await scratch.db.auditEntry.count({ where: { action: 'report.take', actor: 'county' } })).toBe(1)
  expect(await take(AUTHOR)).toEqual({ ok: false, refusal: 'run-unknown' })
  expect((await listRuns(scratch.db, AUTHOR, { report: id })).rows).toMatchObject([
    { toMe: false, file: null, facts: null },
  ])

  const elsewhere = actor('county', inArea('supervisor', '330103'))
  expect(await take(elsewhere)).toEqual({ ok: false, refusal: 'access-changed' })
  await changeGrants(scratch.db, SYSTEM, { personId: 'county', grants: [inArea('commander', '330102')] }, NOW)
  await pass(new Date(NOW.getTime() + DAY))
  await tell(new Date(NOW.getTime() + 2 * DAY))
  const [, refused] = await runs(id)
  expect(refused).toMatchObject({ state: 'refused', reason: 'export-not-permitted', file: null })
  // Its author hears that it did not reach everybody, once, and not of whom.
  const toAuthor = await scratch.db.notice.findMany({ where: { userId: 'author', link: `/reports?r=${id}` } })
  expect(toAuthor).toHaveLength(1)
  expect(toAuthor[0]?.titleZh).toContain('有接收人未能收到')
  expect(await scratch.db.notice.findFirst({ where: { link: `/reports?run=${refused?.id}` } })).toMatchObject({
    titleZh: '定时报表没有生成：月报',
    titleEn: 'Scheduled report not made: 月报',
    userId: 'county',
  })
  await changeGrants(scratch.db, SYSTEM, { personId: 'county', grants: [...COUNTY.grants] }, NOW)
})

test('mail carries the link; a file goes with it only where it is of whole areas and both operator and author want it', async () => {
  await scratch.db.noticePreference.create({
    data: { userId: 'county', inboxLevels: [], email: 'county@example.org', emailLevels: [] },
  })
  const both = { channels: ['inbox', 'email'], content: table() }
  const wanted = await setUp({ ...both, attach: true })
  const plain = await setUp(both)
  await pass()
  await tell()
  const deliveryOf = async (id: string) => {
    const [run] = await runs(id)
    return scratch.db.delivery.findFirstOrThrow({ where: { subject: `report:${run?.id}` } })
  }
  const mail = await deliveryOf(wanted)
  expect(mail).toMatchObject({ channel: 'email', receiver: 'county', title: '定时报表：月报（2025-10）', level: 'IV' })
  expect(mail.text).toBe('期间：2025-10\n演示数据\n请登录后打开：')
  expect(await attachmentOf(scratch.db, mail, channels)).toMatchObject({ filename: '演示数据-月报-2025-10.csv' })
  expect(await attachmentOf(scratch.db, mail, { ...channels, attachReports: false })).toBeNull()
  expect(await attachmentOf(scratch.db, await deliveryOf(plain), channels)).toBeNull()
  expect(await mayTellOfRun(scratch.db, world.territory, mail)).toBe(true)
  await changeGrants(scratch.db, SYSTEM, { personId: 'county', grants: [inArea('supervisor', '330103')] }, NOW)
  expect(await mayTellOfRun(scratch.db, world.territory, mail)).toBe(false)
  await changeGrants(scratch.db, SYSTEM, { personId: 'county', grants: [...COUNTY.grants] }, NOW)
})

test('a report is set up by who may export, of places and for people within that; what is another’s is as if it were not there', async () => {
  const set = (who: typeof COUNTY, more: object = {}) =>
    createReport(scratch.db, who, world.territory, definition(more), NOW).then((made) =>
      made.ok ? 'set' : made.refusal,
    )
  expect(await set(COUNTY)).toBe('set')
  expect(await set(COUNTY, { recipients: [{ kind: 'person', id: 'author' }] })).toBe('recipient-unknown')
  expect(await set(COUNTY, { recipients: [{ kind: 'role', role: 'leader', area: '330000' }] })).toBe(
    'recipient-unknown',
  )
  expect(await set(AUTHOR, { recipients: [{ kind: 'role', role: 'supervisor', area: '330100' }] })).toBe('set')
  expect(await set(COUNTY, { content: table({ place: { kind: 'fixed', area: '330000', facility: null } }) })).toBe(
    'place-not-permitted',
  )
  // The county of an address is not believed.
  const wrongCounty = table({ place: { kind: 'fixed', area: '330102', facility: 'F0003' } })
  expect(await set(COUNTY, { content: wrongCounty })).toBe('place-not-permitted')
  expect(await set(actor('reader', inArea('commander', '330102')))).toBe('export-not-permitted')
  const mine = await setUp({})
  for (const to of ['paused', 'removed'] as const)
    expect(await turnReport(scratch.db, COUNTY, { id: mine, to }, NOW)).toEqual({
      ok: false,
      refusal: 'report-unknown',
    })
  expect(await tryReport(scratch.db, COUNTY, mine, NOW)).toMatchObject({ refusal: 'report-unknown' })
  expect((await listReports(scratch.db, COUNTY)).some(({ id }) => id === mine)).toBe(false)

  // A pause is not made up for; a report whose author may no longer export stops by itself.
  await turnReport(scratch.db, AUTHOR, { id: mine, to: 'paused' }, NOW)
  await turnReport(scratch.db, AUTHOR, { id: mine, to: 'active' }, new Date(NOW.getTime() + 3 * DAY))
  await pass(new Date(NOW.getTime() + 3 * DAY))
  expect(await runs(mine)).toHaveLength(0)
  await scratch.db.user.update({ where: { id: 'author' }, data: { disabledAt: NOW } })
  await pass(new Date(NOW.getTime() + 9 * DAY))
  expect(await scratch.db.scheduledReport.findUnique({ where: { id: mine } })).toMatchObject({
    state: 'paused',
    pausedReason: 'owner-lost-access',
  })
})

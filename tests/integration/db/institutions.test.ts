import { aliasesOf } from '@cockpit/db/institutions/aliases-of'
import { decideInstitution } from '@cockpit/db/institutions/decide'
import { forgetNamesOf } from '@cockpit/db/institutions/forget-batch'
import { listInstitutionNames } from '@cockpit/db/institutions/list-names'
import { LONGEST_NAME, noteUnknownInstitutions } from '@cockpit/db/institutions/note-unknown'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  COUNTY,
  countySupervisor,
  HOSPITAL,
  hospital,
  NEXT_HOSPITAL,
  nextCountySupervisor,
  planner,
  seedPlaces,
  supervisor,
  territory,
} from './places'
import { type TestDatabase, withDatabase } from './test-database'

let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())
beforeEach(() => scratch.db.institutionName.deleteMany())

const AT = new Date('2026-11-01T02:00:00Z')
const file = (batch: string, sender = 's1') => ({ batch, sender, table: 'visit_day' })
const note = (batch: string, text: string, more: { sender?: string; rows?: number; countyCode?: string } = {}) =>
  noteUnknownInstitutions(
    scratch.db,
    file(batch, more.sender),
    [{ text, rows: more.rows ?? 1, ...(more.countyCode ? { countyCode: more.countyCode } : {}) }],
    AT,
  )
const only = async () => {
  const list = await listInstitutionNames(scratch.db, supervisor, territory)
  if (!list.ok || !list.rows[0]) throw new Error('no name is listed')
  return list.rows[0]
}
const match = (facilityId: string, everywhere = false) =>
  ({ kind: 'match', facilityId, everywhere, score: 0.9 }) as const

describe('names that no facility answers to', () => {
  test('are counted over files, and the same file again counts nothing', async () => {
    expect(await note('b1', '第一医院', { rows: 3 })).toBe(1)
    expect(await note('b1', '第一医院', { rows: 3 })).toBe(0)
    expect(await note('b2', '第一医院', { rows: 4 })).toBe(0)
    expect(await only()).toMatchObject({
      text: '第一医院',
      rows: 7,
      lastBatch: 'b2',
      state: 'open',
      tables: ['visit_day'],
    })
  })

  test('are the same text from two senders twice, and an endless text is no name', async () => {
    await note('b1', '第一医院')
    await note('b2', '第一医院', { sender: 's2' })
    await note('b3', '长'.repeat(LONGEST_NAME + 1))
    const list = await listInstitutionNames(scratch.db, supervisor, territory)
    expect(list).toMatchObject({ ok: true, total: 2, open: 2 })
  })

  test('sent by many processes at once stand once, with all their rows', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => note(`b${n}`, '同一医院', { rows: 2 })))
    expect(await only()).toMatchObject({ rows: 24 })
  })

  test('are seen by who covers every place, by a county where they are said to stand, by nobody else', async () => {
    await note('b1', '某医院')
    await note('b2', '本县医院', { countyCode: COUNTY })
    const seen = async (actor: typeof supervisor) => {
      const list = await listInstitutionNames(scratch.db, actor, territory)
      return list.ok ? list.rows.map(({ text }) => text).sort() : list.refusal
    }
    expect(await seen(supervisor)).toEqual(['本县医院', '某医院'])
    expect(await seen(countySupervisor)).toEqual(['本县医院'])
    expect(await seen(nextCountySupervisor)).toEqual([])
    expect(await seen(planner)).toBe('not-permitted')
    expect(await seen(hospital)).toBe('not-permitted')
  })
})

describe('a decision', () => {
  test('is remembered for the sender alone, or for all when it is made for all', async () => {
    await note('b1', '第一医院')
    const { id } = await only()
    expect(await decideInstitution(scratch.db, supervisor, territory, { id, decision: match(HOSPITAL) }, AT)).toEqual({
      ok: true,
      repeated: false,
    })
    expect(await decideInstitution(scratch.db, supervisor, territory, { id, decision: match(HOSPITAL) }, AT)).toEqual({
      ok: true,
      repeated: true,
    })
    expect([...(await aliasesOf(scratch.db, 's1'))]).toEqual([['第一医院', HOSPITAL]])
    expect([...(await aliasesOf(scratch.db, 's2'))]).toEqual([])
    await note('b2', '二院')
    const second = (await scratch.db.institutionName.findFirstOrThrow({ where: { text: '二院' } })).id
    await decideInstitution(scratch.db, supervisor, territory, { id: second, decision: match(NEXT_HOSPITAL, true) }, AT)
    expect((await aliasesOf(scratch.db, 's2')).get('二院')).toBe(NEXT_HOSPITAL)
  })

  test("for the sender goes before one for all, and a second sender's joins the one for all", async () => {
    for (const sender of ['s1', 's2', 's3']) await note(`b-${sender}`, '一院', { sender })
    const idOf = async (sender: string) =>
      (await scratch.db.institutionName.findFirstOrThrow({ where: { sender, text: '一院' } })).id
    const decide = async (sender: string, decision: ReturnType<typeof match>) =>
      decideInstitution(scratch.db, supervisor, territory, { id: await idOf(sender), decision }, AT)
    await decide('s1', match(HOSPITAL, true))
    await decide('s2', match(NEXT_HOSPITAL))
    expect(await decide('s3', match(NEXT_HOSPITAL, true))).toEqual({ ok: false, refusal: 'decided-otherwise' })
    expect(await decide('s3', match(HOSPITAL, true))).toEqual({ ok: true, repeated: false })
    const read = async (sender: string) => (await aliasesOf(scratch.db, sender)).get('一院')
    expect([await read('s1'), await read('s2'), await read('s3')]).toEqual([HOSPITAL, NEXT_HOSPITAL, HOSPITAL])
  })

  test('is made within reach alone, and does not tell whether a facility outside it exists', async () => {
    await note('b1', '本县医院', { countyCode: COUNTY })
    const { id } = await only()
    const decide = (decision: Parameters<typeof decideInstitution>[3]['decision'], actor = countySupervisor) =>
      decideInstitution(scratch.db, actor, territory, { id, decision }, AT)
    expect(await decide(match(NEXT_HOSPITAL))).toEqual({ ok: false, refusal: 'unknown-facility' })
    expect(await decide(match('NOWHERE-1'))).toEqual({ ok: false, refusal: 'unknown-facility' })
    expect(await decide(match(HOSPITAL, true))).toEqual({ ok: false, refusal: 'not-permitted' })
    expect(await decide(match(HOSPITAL), nextCountySupervisor)).toEqual({ ok: false, refusal: 'not-found' })
    expect(await decide(match(HOSPITAL))).toEqual({ ok: true, repeated: false })
  })

  test('is not overwritten but taken back first; dismissing wants a reason; each is in the audit', async () => {
    await note('b1', '某公司')
    const { id } = await only()
    const decide = (decision: Parameters<typeof decideInstitution>[3]['decision']) =>
      decideInstitution(scratch.db, supervisor, territory, { id, decision }, AT)
    expect(await decide({ kind: 'dismiss', note: '  ' })).toEqual({ ok: false, refusal: 'note-missing' })
    expect(await decide({ kind: 'dismiss', note: '不是医疗机构' })).toEqual({ ok: true, repeated: false })
    expect(await decide(match(HOSPITAL))).toEqual({ ok: false, refusal: 'decided-otherwise' })
    expect(await decide({ kind: 'reopen' })).toEqual({ ok: true, repeated: false })
    expect(await decide(match(HOSPITAL))).toEqual({ ok: true, repeated: false })
    const actions = await scratch.db.auditEntry.findMany({
      where: { subject: `institution-name:${id}` },
      orderBy: { seq: 'asc' },
    })
    expect(actions.map(({ action }) => action)).toEqual([
      'institution.dismiss',
      'institution.reopen',
      'institution.match',
    ])
    await note('b9', '某公司', { rows: 5 })
    expect(await only()).toMatchObject({ state: 'matched', rows: 6 })
  })
})

test('a decision for every sender is taken back only by who sees every place, though the name is said to stand in one county', async () => {
  await note('b1', '中心医院', { countyCode: COUNTY })
  const { id } = await only()
  const decide = (actor: typeof supervisor, decision: Parameters<typeof decideInstitution>[3]['decision']) =>
    decideInstitution(scratch.db, actor, territory, { id, decision }, AT)
  expect(await decide(supervisor, match(HOSPITAL, true))).toEqual({ ok: true, repeated: false })
  expect(await decide(countySupervisor, { kind: 'reopen' })).toEqual({ ok: false, refusal: 'not-permitted' })
  expect(await decide(countySupervisor, { kind: 'dismiss', note: '非本县' })).toEqual({
    ok: false,
    refusal: 'not-permitted',
  })
  expect((await aliasesOf(scratch.db, 's9')).get('中心医院')).toBe(HOSPITAL)
  expect(await decide(supervisor, { kind: 'reopen' })).toEqual({ ok: true, repeated: false })
})

test('what an erased file brought in the place of a name is forgotten, what was decided stays', async () => {
  await note('b1', '张某某 演示')
  await note('b2', '别的医院')
  await note('b3', '第一医院')
  const list = await listInstitutionNames(scratch.db, supervisor, territory)
  const decided = list.ok && list.rows.find(({ text }) => text === '第一医院')
  if (!decided) throw new Error('the name is not listed')
  await decideInstitution(scratch.db, supervisor, territory, { id: decided.id, decision: match(HOSPITAL) }, AT)
  expect([await forgetNamesOf(scratch.db, 'b1'), await forgetNamesOf(scratch.db, 'b3')]).toEqual([1, 0])
  const left = await listInstitutionNames(scratch.db, supervisor, territory)
  expect(left.ok && left.rows.map(({ text }) => text).sort()).toEqual(['别的医院', '第一医院'].sort())
})

import { listNotes } from '@cockpit/db/notes/list-notes'
import { changeNote, removeNote, writeNote } from '@cockpit/db/notes/write-note'
import { IndicatorId } from '@cockpit/domain/ids'
import { concerns } from '@cockpit/domain/notes/note'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  CITY,
  COUNTY,
  countySupervisor,
  FAR_COUNTY,
  HOSPITAL,
  NEXT_HOSPITAL,
  nextCountySupervisor,
  PROVINCE,
  seedPlaces,
  supervisor,
  territory,
} from './places'
import { type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-21T08:00:00Z')
const STAY = IndicatorId.parse('inpatient.averageStay')
const day = (text: string) => CalendarDate.parse(text)
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

type Who = typeof supervisor
const write = (who: Who, more: object = {}) =>
  writeNote(
    scratch.db,
    who,
    territory,
    {
      ...{ area: COUNTY, facility: null, indicator: null, from: day('2026-03-01'), to: day('2026-03-31') },
      ...{ text: '某政策开始实施', shared: true },
      ...more,
    },
    NOW,
  )
const read = async (who: Who, more: object = {}) => {
  const line = { area: COUNTY as string, facility: null as string | null, indicator: STAY as string }
  const { area, facility, indicator, from, to } = { ...line, from: '2026-01-01', to: '2026-12-31', ...more }
  const rows = await listNotes(scratch.db, who, territory, { area, facility })
  return rows.filter((row) => concerns(row, { indicators: [indicator], from, to })).map(({ text }) => text)
}

test('a note is seen by whose grants read its place, and a private one by its author alone', async () => {
  expect((await write(countySupervisor)).ok).toBe(true)
  expect((await write(countySupervisor, { text: '只给自己', shared: false })).ok).toBe(true)
  expect(await read(countySupervisor)).toEqual(['某政策开始实施', '只给自己'])
  expect(await read(supervisor)).toEqual(['某政策开始实施'])
  expect(await read(nextCountySupervisor)).toEqual([])
  // Another indicator's line has it too, as it concerns all; another time has not.
  expect(await read(supervisor, { indicator: 'outpatient.visits' })).toEqual(['某政策开始实施'])
  expect(await read(supervisor, { from: '2026-04-01' })).toEqual([])
})

test('who does not read a place writes nothing there', async () => {
  const before = await scratch.db.chartNote.count()
  expect(await write(nextCountySupervisor)).toEqual({ ok: false, refusal: 'not-permitted' })
  expect(await write(countySupervisor, { area: CITY })).toEqual({ ok: false, refusal: 'not-permitted' })
  // A facility of another county does not become one's own by naming one's county with it.
  expect(await write(countySupervisor, { facility: NEXT_HOSPITAL })).toEqual({ ok: false, refusal: 'not-permitted' })
  expect(await scratch.db.chartNote.count()).toBe(before)
})

test('a note of an area stands on the lines below it, one of an indicator on its own lines, one of a facility on its own', async () => {
  await write(supervisor, { area: PROVINCE, text: '全省', indicator: STAY })
  await write(supervisor, { facility: HOSPITAL, text: '本院' })
  expect(await read(supervisor)).toContain('全省')
  expect(await read(supervisor, { area: FAR_COUNTY })).toEqual(['全省'])
  expect(await read(supervisor, { indicator: 'outpatient.visits' })).not.toContain('全省')
  expect(await read(supervisor, { facility: HOSPITAL })).toEqual(expect.arrayContaining(['全省', '本院']))
  expect(await read(supervisor)).not.toContain('本院')
  // What the province shares flows down to a county's readers, though its figures lie beyond their grants; what a county or hospital shares goes neither up nor aside.
  expect(await read(countySupervisor, { facility: HOSPITAL })).toContain('全省')
  expect(await read(countySupervisor, { area: PROVINCE })).toEqual([])
  await write(supervisor, { area: PROVINCE, text: '全省自用', shared: false })
  expect(await read(countySupervisor)).not.toContain('全省自用')
  expect(await read(supervisor, { area: PROVINCE })).not.toContain('本院')
  expect(await read(nextCountySupervisor)).toEqual([])
})

test('only its author changes a note or takes it away, and the audit keeps what it said', async () => {
  const made = await write(supervisor, { text: '第一稿' })
  if (!made.ok) throw new Error(made.refusal)
  const { id } = made.note
  const better = { id, from: day('2026-05-01'), to: day('2026-05-02'), text: '第二稿', shared: true }
  expect(await changeNote(scratch.db, countySupervisor, better, NOW)).toEqual({ ok: false, refusal: 'note-unknown' })
  expect(await removeNote(scratch.db, countySupervisor, id, NOW)).toEqual({ ok: false })
  expect(await changeNote(scratch.db, supervisor, better, NOW)).toMatchObject({
    note: { text: '第二稿', from: '2026-05-01' },
  })
  expect(await removeNote(scratch.db, supervisor, id, NOW)).toEqual({ ok: true })
  expect(await removeNote(scratch.db, supervisor, id, NOW)).toEqual({ ok: false })
  const told = await scratch.db.auditEntry.findMany({ where: { subject: `note:${id}` }, orderBy: { seq: 'asc' } })
  expect(told.map(({ action }) => action)).toEqual(['note.write', 'note.change', 'note.remove'])
  expect(told.at(-1)?.detail).toMatchObject({ text: '第二稿' })
})

import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { createSender, registerTables, revokeSender } from '@cockpit/db/senders/senders'
import type { Grant } from '@cockpit/domain/access/grant'
import { maySendTable } from '@cockpit/domain/imports/sendable'
import { boundsOf } from '@cockpit/jobs/imports/bounds-of'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actor, atFacilities, COUNTY, HOSPITAL, inArea, NEXT_HOSPITAL, PROVINCE, seedPlaces } from './places'
import { type TestDatabase, withDatabase } from './test-database'

let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
})
afterAll(() => scratch.drop())

const NOW = new Date('2026-11-01T02:00:00Z')
const sender = async (grant: Grant) => {
  const made = await createSender(scratch.db, SYSTEM, { name: '前置机', grant }, NOW)
  if (!made.ok) throw new Error(made.refusal)
  return made.id
}
const facilities = async (id: string) => {
  const { facilities: found } = await boundsOf(scratch.db, id)
  return found && [...found].sort()
}

test('a machine granted a hospital may report for it alone', async () => {
  expect(await facilities(await sender(atFacilities('sender', HOSPITAL)))).toEqual([HOSPITAL])
})

test('a machine granted a county may report for the facilities in it', async () => {
  const within = await facilities(await sender(inArea('sender', COUNTY)))
  expect(within).toContain(HOSPITAL)
  expect(within).not.toContain(NEXT_HOSPITAL)
})

test('a machine granted the province is bound to nothing, and so is a folder that belongs to nobody', async () => {
  expect(await facilities(await sender(inArea('sender', PROVINCE)))).toBeUndefined()
  expect(await facilities('inbox')).toBeUndefined()
})

test('a person may report for what their grants that reach imports cover, and someone without one for nothing', async () => {
  const person = async (username: string, ...grants: Grant[]) => {
    const made = await createPerson(
      scratch.db,
      SYSTEM,
      { username, name: '演示', password: 'correct horse', grants },
      NOW,
    )
    if (!made.ok) throw new Error(made.refusal)
    return facilities(made.id)
  }
  expect(await person('one', atFacilities('institution', HOSPITAL, NEXT_HOSPITAL))).toEqual([HOSPITAL, NEXT_HOSPITAL])
  expect(await person('two', inArea('auditAdmin', PROVINCE))).toEqual([])
})

test('an institution sends no table of the commission’s unless it is registered for it; an authority below the province may', async () => {
  const sends = async (id: string) => {
    const bounds = await boundsOf(scratch.db, id)
    return ['emr_grade', 'bed_day'].map((name) =>
      maySendTable({ name, ...(name === 'emr_grade' ? { sentBy: 'commission' as const } : {}) }, bounds),
    )
  }
  const hospital = await sender(atFacilities('sender', HOSPITAL))
  expect(await sends(hospital)).toEqual([false, true])
  expect(await sends(await sender(inArea('sender', COUNTY)))).toEqual([true, true])
  expect(await sends('inbox')).toEqual([true, true])
  expect(await registerTables(scratch.db, SYSTEM, hospital, ['emr_grade'], NOW)).toEqual({ ok: true })
  expect(await sends(hospital)).toEqual([true, false])
  const clerk = actor('clerk', inArea('supervisor', PROVINCE))
  expect(await registerTables(scratch.db, clerk, hospital, [], NOW)).toEqual({ ok: false, refusal: 'not-permitted' })
  expect(await registerTables(scratch.db, SYSTEM, 'nobody', [], NOW)).toEqual({ ok: false, refusal: 'not-found' })
})

test('a revoked machine may report nothing, though its file was taken before', async () => {
  const id = await sender(atFacilities('sender', HOSPITAL))
  const admin = actor('admin', inArea('systemAdmin', PROVINCE))
  expect(await revokeSender(scratch.db, admin, id, NOW)).toEqual({ ok: true })
  expect(await facilities(id)).toEqual([])
})

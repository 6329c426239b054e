import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { createSender, revokeSender } from '@cockpit/db/senders/senders'
import type { Grant } from '@cockpit/domain/access/grant'
import { facilitiesOf } from '@cockpit/jobs/imports/sender-facilities'
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
  const found = await facilitiesOf(scratch.db, id)
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

test('a revoked machine may report nothing, though its file was taken before', async () => {
  const id = await sender(atFacilities('sender', HOSPITAL))
  const admin = actor('admin', inArea('systemAdmin', PROVINCE))
  expect(await revokeSender(scratch.db, admin, id, NOW)).toEqual({ ok: true })
  expect(await facilities(id)).toEqual([])
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import type { Grant } from '@cockpit/domain/access/grant'
import { tellSetAside } from '@cockpit/jobs/imports/tell-set-aside'
import { importerKilled } from '@cockpit/jobs/ingest/import-attempts'
import { tables } from '@cockpit/semantic-layer/packs/outpatient/tables'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atFacilities, HOSPITAL, inArea, PROVINCE, seedPlaces } from './places'
import { type TestDatabase, withDatabase } from './test-database'

let scratch: TestDatabase
let folder = ''
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
  folder = await mkdtemp(join(tmpdir(), 'set-aside-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await scratch.drop()
})

const NOW = new Date('2026-11-01T02:00:00Z')

async function person(username: string, grant: Grant) {
  const input = { username, name: '演示', password: 'correct horse', grants: [grant] }
  const made = await createPerson(scratch.db, SYSTEM, input, NOW)
  if (!made.ok) throw new Error(made.refusal)
  return made.id
}

test('the administrator is told once of a file that was set aside, the page of imports shows it, others hear nothing', async () => {
  const admin = await person('admin', inArea('systemAdmin', PROVINCE))
  const clerk = await person('clerk', atFacilities('institution', HOSPITAL))
  const [table] = tables
  if (!table) throw new Error('The pack has no table.')
  const path = join(folder, 'deadly.csv')
  await writeFile(path, 'any text')
  const file = { table, path, fileName: 'deadly.csv', sender: clerk }
  const ports = { db: scratch.db, now: () => NOW }
  for (let n = 0; n < 2; n++) await tellSetAside(file, importerKilled(3), false, ports)

  const notices = await scratch.db.notice.findMany()
  expect(notices).toMatchObject([{ userId: admin, link: '/imports', level: 'III' }])
  expect(notices[0]?.titleZh).toContain('deadly.csv')
  expect(notices[0]?.titleEn).toContain('deadly.csv')
  expect(await scratch.db.importRun.findMany()).toMatchObject([
    { state: 'failed', sender: clerk, fileName: 'deadly.csv', message: { code: 'importer-killed' } },
  ])
})

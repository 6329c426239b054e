import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heldAtTheDoor } from './held-at-the-door'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'door-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function held(content: string | Buffer) {
  const path = join(folder, 'a')
  await writeFile(path, content)
  return heldAtTheDoor(path, ['facility_id'], (id) => id === 'H01')
}

test('a text of another facility, or one that can be read in two ways, goes no further', async () => {
  expect(await held('facility_id,x\nH02,1\n')).toMatchObject({ reason: 'foreign-facility', line: 2 })
  expect(await held('facility_id,x\nH01,"1\n')).toMatchObject({ reason: 'unclear-text' })
})

test('a text of its own facilities goes on', async () => {
  expect(await held('facility_id,x\nH01,1\n')).toBeNull()
})

test('a workbook, and a text that only a mapping may understand, go on to the import, which holds their rows to the grant', async () => {
  expect(await held(Buffer.from('504b0304aa', 'hex'))).toBeNull()
  expect(await held(Buffer.from('d0cf11e0aa', 'hex'))).toBeNull()
  expect(await held('USERNAME,BAH\nH02,1\n')).toBeNull()
})

test('a plain text whose beginning is two letters of an archive is read as a text', async () => {
  expect(await held('PK,facility_id\n1,H02\n')).toMatchObject({ reason: 'foreign-facility' })
})

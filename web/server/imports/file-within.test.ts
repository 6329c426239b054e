import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileWithin } from './file-within'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'within-'))
})
afterAll(() => rm(folder, { recursive: true }))

// 机构代码 in GBK.
const GBK_HEADER = Buffer.from('bbfab9b9b4fac2eb', 'hex')

async function check(...parts: (string | Buffer)[]) {
  const path = join(folder, 'a.csv')
  await writeFile(path, Buffer.concat(parts.map((part) => Buffer.from(part))))
  return fileWithin(path, ['facility_id', '机构代码'], (id) => id === 'H01')
}

test('text that is not UTF-8 is read as GB 18030', async () => {
  expect(await check(GBK_HEADER, ',x\nH01,1\n')).toEqual({ ok: true, rows: 1 })
  expect(await check(GBK_HEADER, ',x\nH02,1\n')).toMatchObject({ reason: 'foreign-facility', line: 2 })
})

test('a facility in GB 18030 and another in UTF-8 is refused: either could be published', async () => {
  expect(await check(GBK_HEADER, ',x,机构代码\nH01,1,H02\n')).toMatchObject({
    reason: 'foreign-facility',
    value: 'H02',
  })
})

test('a byte that swallows a delimiter in one encoding alone is refused', async () => {
  const swallowing = Buffer.from([0x61, 0x81, 0x7c, 0x62, 0x7c])
  expect(await check(swallowing, 'facility_id|x\n1|H01|H02|1\n')).toMatchObject({ reason: 'foreign-facility' })
})

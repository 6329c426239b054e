import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pack, WarehouseTable } from './contract'
import { OWN_PACKS, packRoots } from './folders'
import { checkPacks, loadPacks } from './load'
import { packsAsData, publishPacks, readPacks } from './publish-packs'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the product’s packs are sound, and the first ten tiles by board are those of the overview', async () => {
  const packs = await loadPacks(packRoots(undefined))
  const areas = ['inpatient', 'notifiable', 'outpatient', 'resources', 'territory']
  const newer = [
    'collaboration',
    'finance',
    'informatisation',
    'inspection',
    'medication',
    'publichealth',
    'supervision',
    'targets',
  ]
  expect(packs.map((pack) => pack.name)).toEqual(expect.arrayContaining([...areas, ...newer]))
  const { boards } = packsAsData(packs)
  expect(
    boards
      .slice(0, 5)
      .map((board) => board.pack)
      .sort(),
  ).toEqual(areas)
  expect(boards.slice(0, 5).flatMap((board) => board.tiles)).toHaveLength(10)
})

test('what is published reads back the same, and another form is refused with a remedy', async () => {
  const packs = await loadPacks([OWN_PACKS])
  const file = await publishPacks(packs, folder)
  expect(await readPacks(file)).toEqual(packsAsData(packs))
  await writeFile(file, '{"tables": []}')
  await expect(readPacks(file)).rejects.toThrow(/another version/)
  await expect(readPacks(join(folder, 'nowhere.json'))).rejects.toThrow(/start the semantic layer/)
})

test('a folder that does not exist, and two packs of one name, are named', async () => {
  await expect(loadPacks([join(folder, 'gone')])).rejects.toThrow(/gone does not exist/)
  for (const side of ['a', 'b']) {
    await mkdir(join(folder, side, 'blood'), { recursive: true })
    await writeFile(join(folder, side, 'blood', 'tables.ts'), 'export const tables = []')
  }
  await expect(loadPacks([join(folder, 'a'), join(folder, 'b')])).rejects.toThrow(/Two packs are called blood/)
  expect((await loadPacks([join(folder, 'a', 'blood')])).map((pack) => pack.name)).toEqual(['blood'])
})

const table = (change: Partial<WarehouseTable>): WarehouseTable => ({
  name: 't',
  title: { zh: '表', en: 'Table' },
  grain: '',
  key: ['id'],
  columns: [{ name: 'id', type: 'text', headers: ['id'], title: { zh: '', en: '' }, required: true }],
  checks: [],
  owedBy: [],
  ...change,
})
const pack = (...tables: WarehouseTable[]): Pack => ({
  name: 'p',
  folder: '',
  tables,
  reconciliations: [],
  rules: [],
  board: null,
})

test.each<[string, Pack[], RegExp]>([
  ['a table declared twice', [pack(table({}), table({}))], /the table t exists already/],
  ['a key that is no column', [pack(table({ key: ['gone'] }))], /names the column gone/],
  ['an owed table without dates', [pack(table({ owedBy: ['general'] }))], /needs dateColumn and facilityColumn/],
  [
    'a reference that leads nowhere',
    [
      pack(
        table({
          columns: [
            {
              name: 'id',
              type: 'text',
              headers: [],
              title: { zh: '', en: '' },
              required: true,
              references: { table: 'x', column: 'y' },
            },
          ],
        }),
      ),
    ],
    /refers to x\.y/,
  ],
])('%s is refused', (_, packs, problem) => {
  expect(() => checkPacks(packs)).toThrow(problem)
})

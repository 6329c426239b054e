import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET } from './route'

let lake = ''
beforeAll(async () => {
  lake = await mkdtemp(join(tmpdir(), 'rejects-'))
  await writeFile(join(lake, 'rejects.csv'), '\ufeffid,_reason\n0012,wrong\n')
  await writeFile(join(lake, 'long.csv'), `\ufeffid,_reason\n${'x'.repeat(40_000)},wrong\n`)
})
afterAll(() => rm(lake, { recursive: true }))

// Who may see an import is decided and tested in readable-run.ts.
vi.mock('../../../../../server/trpc', () => ({
  contextOf: async () => ({ caller: { kind: 'person' }, ports: { lake } }),
}))
vi.mock('../../../../../server/imports/readable-run', () => ({
  readableRun: async (_ports: unknown, _caller: unknown, id: string) => ({ id }),
}))
vi.mock('@cockpit/semantic-layer/lake/read', () => ({ currentManifest: async () => ({}) }))
vi.mock('@cockpit/semantic-layer/lake/journal', () => ({
  findBatch: async (_lake: string, _manifest: unknown, id: string) => ({
    id,
    fileName: '床日.xlsx',
    rejectFile: `${id}.csv`,
  }),
}))

const get = (id: string, query = '') =>
  GET(new Request(`http://cockpit/api/imports/${id}/rejects${query}`), { params: Promise.resolve({ id }) })
const nameOf = (response: Response) => decodeURIComponent(response.headers.get('content-disposition') ?? '')

test('rejected rows come as CSV, or as a workbook under the name of the file', async () => {
  const csv = await get('rejects')
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(nameOf(csv)).toContain('rejects-床日.xlsx.csv')
  expect(await csv.text()).toContain('0012,wrong')

  const workbook = await get('rejects', '?format=xlsx')
  expect(workbook.headers.get('content-type')).toContain('spreadsheetml.sheet')
  expect(nameOf(workbook)).toMatch(/rejects-床日\.xlsx$/)
  const bytes = Buffer.from(await workbook.arrayBuffer())
  expect(bytes.subarray(0, 4)).toEqual(Buffer.from('PK\x03\x04', 'latin1'))
  expect(bytes.includes('xl/worksheets/sheet1.xml')).toBe(true)
})

test('what no spreadsheet takes is refused with what to do', async () => {
  const refused = await get('long', '?format=xlsx')
  expect(refused.status).toBe(413)
  expect(await refused.json()).toMatchObject({ reason: 'cell-too-long', error: expect.stringContaining('CSV') })
})

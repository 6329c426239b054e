import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { POST } from './route'

let data = ''
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'quota-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(data, { recursive: true })
})

// Who sends is asked elsewhere; here it is a machine of a whole province.
vi.mock('../../../server/imports/admit', async (original) => ({
  ...(await original<object>()),
  admit: async (request: Request) => ({
    ports: { data },
    sender: { id: 'sender-one', grants: [], tables: [] },
    right: { kind: 'all' },
    table: { name: 'bed_day', columns: [] },
    facility: undefined,
    address: new URL(request.url),
  }),
}))

const post = (body: string, headers: Record<string, string> = {}) =>
  POST(new Request('http://cockpit/api/import?table=bed_day&name=a.csv', { method: 'POST', body, headers }))
const inFolder = () => readdir(join(data, 'inbox', 'bed_day', 'sender-one')).catch(() => [])

async function waits(place: string, bytes: number) {
  await mkdir(join(data, place, '..'), { recursive: true })
  await writeFile(join(data, place), Buffer.alloc(bytes))
}

test('as many files as may wait are taken, one more is answered 429 and when to ask again', async () => {
  vi.stubEnv('COCKPIT_SENDER_WAITING_FILES', '3')
  await waits('claimed/discharge/sender-one/running.csv', 10)
  await waits('inbox/discharge/sender-two/anothers.csv', 10)
  expect((await post('a')).status).toBe(202)
  expect((await post('b')).status).toBe(202)
  const full = await post('c')
  expect(full.status).toBe(429)
  expect(full.headers.get('retry-after')).toBe('60')
  expect(await full.json()).toMatchObject({ reason: 'quota-full', error: expect.stringContaining('3 files') })
  expect(await inFolder()).toHaveLength(2)
  await rm(join(data, 'claimed'), { recursive: true })
  expect((await post('c')).status).toBe(202)
})

test('bytes count too, announced or not, and nothing is left of a file that was too much', async () => {
  vi.stubEnv('COCKPIT_SENDER_WAITING_MB', '1')
  await waits('inbox/discharge/sender-one/large.csv', 2 ** 20 - 100)
  expect((await post('x'.repeat(101), { 'content-length': '101' })).status).toBe(429)
  expect((await post('x'.repeat(101))).status).toBe(429)
  expect(await inFolder()).toEqual([])
  expect((await post('x'.repeat(100))).status).toBe(202)
})

test('a flood of files at once gets no more in than may wait', async () => {
  vi.stubEnv('COCKPIT_SENDER_WAITING_FILES', '4')
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => post(`file ${n}`)))
  const taken = answers.filter(({ status }) => status === 202).length
  expect(taken).toBe((await inFolder()).length)
  expect(taken).toBeLessThanOrEqual(4)
  expect(answers.every(({ status }) => status === 202 || status === 429)).toBe(true)
})

test('a setting that is no number is told, not taken for none', async () => {
  vi.stubEnv('COCKPIT_SENDER_WAITING_FILES', 'many')
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect((await post('a')).status).toBe(503)
  expect(String(told.mock.calls[0]?.[1])).toContain('COCKPIT_SENDER_WAITING_FILES=many')
})

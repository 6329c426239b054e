import { createHash } from 'node:crypto'
import { parseRecord } from '@cockpit/domain/imports/csv-record'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { writeParameters } from '@cockpit/domain/indicator/parameters'
import { Publications } from '@cockpit/semantic-layer/client/publications'
import { expect, test } from 'vitest'
import type { Caller } from '../../../web/server/caller-contract'
import { answerRequest, MOST_QUESTIONS, QuestionGate } from '../../../web/server/indicators/http-answer'
import { answersRequest } from '../../../web/server/indicators/http-answers'
import type { Ports } from '../../../web/server/ports'
import { FacilityDirectory } from '../../../web/server/territory/facility-directory'
import { anyArea, anyFacility, cubes, people, pick, question, world } from './generated-people'
import { Judge } from './judge'
import { RAW_META, rawCube } from './raw-cube'

const cube = rawCube(cubes, 'tests-only-secret-tests-only-secret', RAW_META)
interface Logged {
  readonly actor: string
  readonly action: string
  readonly detail: { readonly rows: number; readonly sha256: string }
}
/** What the audit was given. */
const logged: Logged[] = []
const stored = new Map<string, string>()
const directory = new FacilityDirectory(
  [...world.facilities.values()].map((facility) => ({ ...facility, beds: 10, demo: true })),
)
/** What a question needs of the server, and nothing else of it. */
const ports = {
  cube,
  territory: async () => world.territory,
  facilities: async () => directory,
  publications: new Publications(cube),
  cache: async () => ({
    get: async (key: string) => stored.get(key) ?? null,
    set: async (key: string, value: string) => stored.set(key, value),
  }),
  demo: async () => true,
  db: { auditEntry: { create: async ({ data }: { data: Logged }) => void logged.push(data) } },
} as unknown as Ports
const judge = new Judge()
/** Roles whose grants let a file go out, as docs/access.md has them. */
const EXPORTERS = ['leader', 'supervisor', 'planner']

function recordsOf(text: string): string[][] {
  const records: string[][] = []
  for (let at = 0; at < text.length; ) {
    const { fields, end } = parseRecord(text, ',', at)
    records.push([...fields])
    at = end
  }
  return records
}

test('the interface for programs: the same questions in an address, others’ ids in every parameter, and its files', async () => {
  const gate = new QuestionGate()
  const states: Record<number, number> = {}
  const get = async (caller: Caller | null, address: URLSearchParams) => {
    const response = await answerRequest(new Request(`http://cockpit/api/indicators?${address}`), caller, ports, gate)
    states[response.status] = (states[response.status] ?? 0) + 1
    return response
  }
  for (let n = 0; n < 900; n++) {
    const caller = pick(people)
    const asked = question()
    const address = writeParameters(asked)
    // Dimensions by which authority is applied are no parameters: they are never a breakdown or a filter of a question.
    const forged = n % 9 === 0 ? pick(['facilityId', 'countyCode', 'cityCode', 'provinceCode', 'date']) : undefined
    if (forged && n % 2 === 0) address.set('by', forged)
    else if (forged) address.append('filter', `${forged}=${anyArea()},${anyFacility()}`)
    const response = await get(caller, address)
    if (forged) judge.leaksUnless(response.status >= 400, 'interface, a forged dimension', caller, address.toString())
    if (response.status === 200) judge.answer(caller, 'interface', asked, (await response.json()) as Answer)
    else expect(response.headers.get('content-type')).toContain('application/problem+json')
    // Which places exist is not told: a foreign one and one that is nobody's get the same words.
    expect(response.status).not.toBe(404)
  }
  let lines = 0
  for (let n = 0; n < 300; n++) {
    const caller = pick(people)
    const asked = question()
    const address = writeParameters(asked)
    address.set('format', 'csv')
    const response = await get(caller, address)
    if (response.status !== 200) continue
    const exporting = { ...caller, grants: caller.grants.filter(({ role }) => EXPORTERS.includes(role)) }
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    const entry = logged.at(-1)
    expect(entry).toMatchObject({ actor: caller.id, action: 'export.answer' })
    expect(entry?.detail.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(text.includes('演示数据')).toBe(text.trim().includes('\n'))
    const [head = [], ...records] = recordsOf(text)
    for (const record of records) {
      const cell = Object.fromEntries(head.map((name, at) => [name, record[at] ?? '']))
      lines++
      if (cell.state === 'shown' && cell.key !== 'rest')
        judge.cell(
          exporting,
          'interface, a file',
          asked,
          { key: String(cell.key), ...(cell.at ? { at: cell.at } : {}) },
          Number(cell.value),
        )
    }
  }
  expect(judge.leaks).toEqual([])
  console.log(`${lines} lines of files, statuses ${JSON.stringify(states)}, ${judge.comparisons} comparisons judged`)
  expect(lines).toBeGreaterThan(20)
  expect(states).toMatchObject({ 200: expect.any(Number), 400: expect.any(Number), 403: expect.any(Number) })
  expect(states[200]).toBeGreaterThan(100)
  expect((await get(null, writeParameters(question()))).status).toBe(401)
  const eager = pick(people)
  const fresh = new QuestionGate()
  const statuses = new Set<number>()
  for (let n = 0; n <= MOST_QUESTIONS; n++)
    statuses.add(
      (await answerRequest(new Request('http://cockpit/api/indicators?format=pdf'), eager, ports, fresh)).status,
    )
  expect([...statuses]).toEqual([400, 429])
})

test('the file of several side by side: those asked for and no other place, all of them or no file', async () => {
  const get = (caller: Caller, questions: readonly string[], format = 'csv') => {
    const address = new URLSearchParams([['format', format], ...questions.map((text) => ['question', text])])
    return answersRequest(new Request(`http://cockpit/?${address}`), caller, ports, new QuestionGate())
  }
  const seen: Record<number, number> = {}
  for (let n = 0; n < 150; n++) {
    const caller = pick(people)
    const places = [...new Set([anyArea(), anyArea(), anyArea()])]
    const asked = places.map((territory) => ({
      indicators: ['outpatient.visits' as const],
      territory,
      period: '2025-Q3',
    }))
    const questions = asked.map((one) => writeParameters(one).toString())
    const before = logged.length
    const response = await get(caller, questions)
    seen[response.status] = (seen[response.status] ?? 0) + 1
    if (response.status !== 200) {
      // Refused for one place is refused for all, and nothing has left.
      expect(logged).toHaveLength(before)
      continue
    }
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(logged.slice(before)).toMatchObject([
      { actor: caller.id, action: 'export.answer', detail: { rows: places.length, question: questions.join('\n') } },
    ])
    expect(logged.at(-1)?.detail.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    const [head = [], ...records] = recordsOf(new TextDecoder().decode(bytes))
    const lines = records.map((record) => Object.fromEntries(head.map((name, at) => [name, record[at] ?? ''])))
    expect(lines.map(({ key }) => key)).toEqual(places)
    expect(new Set(lines.map(({ place }) => place)).size).toBe(places.length)
    const exporting = { ...caller, grants: caller.grants.filter(({ role }) => EXPORTERS.includes(role)) }
    for (const [at, line] of lines.entries()) {
      const one = asked[at]
      if (one && line.state === 'shown')
        judge.cell(exporting, 'side by side', one, { key: String(line.key) }, Number(line.value))
    }
  }
  expect(judge.leaks).toEqual([])
  console.log(`files side by side: ${JSON.stringify(seen)}`)
  expect(seen[200]).toBeGreaterThan(5)
  expect(seen[403]).toBeGreaterThan(5)
  const reader = people.find(({ kind, grants }) => kind === 'person' && grants.some(({ role }) => role === 'leader'))
  if (!reader) throw new Error('nobody here may export')
  const question = 'indicator=outpatient.visits&territory=330000&period=2025-Q3'
  const statuses = [
    await get(reader, []),
    await get(reader, [question], 'json'),
    await get(reader, [`${question}&compare=previous`, question]),
    await get(reader, Array(11).fill(question)),
  ].map(({ status }) => status)
  expect(statuses).toEqual([400, 400, 400, 429])
})

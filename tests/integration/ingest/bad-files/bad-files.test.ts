import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectGarbage } from '@cockpit/jobs/lake/collect-garbage'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectLawful, expectTidy } from '../lake-laws'
import { BED_HEADER, SampleLake } from '../sample-lake'
import { NO_TABLE_KINDS } from './no-table-kinds'
import { PAGE_KINDS, SOUND_PAGE, TOLERATED } from './row-kinds'
import { TEXT_KINDS } from './text-kinds'
import { WORKBOOK_KINDS } from './workbook-kinds'

const FILE_KINDS = [...NO_TABLE_KINDS, ...TEXT_KINDS, ...WORKBOOK_KINDS]

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const BED_KEY = 'facility_id, department, bed_date'
const HEADERS = Object.keys(SOUND_PAGE)
const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const page = (n: number, change: Readonly<Record<string, string>> = {}) =>
  HEADERS.map((header) => cell(change[header] ?? (header === 'A48' ? `R${n}` : (SOUND_PAGE[header] ?? '')))).join(',')

/** A message for people: both languages, nothing of the machine in it. */
function expectWords(message: { readonly zh: string; readonly en: string }): void {
  expect(message.zh).toMatch(/[\u4e00-\u9fff]/)
  expect(message.en.length).toBeGreaterThan(15)
  for (const text of [message.zh, message.en])
    expect(text).not.toMatch(/undefined|\[object|NaN|Error:|\/staging\/|null,/)
}

interface Reject {
  readonly fields: string
  readonly reasons: string
}

/** By line of the file. */
async function rejectsOf(file: string | null): Promise<Map<number, Reject>> {
  if (file === null) return new Map()
  const text = await readFile(join(sample.lake, file), 'utf8')
  const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[]
  return new Map(rows.map((row) => [Number(row._line), { fields: row._field ?? '', reasons: row._reason ?? '' }]))
}

test('there are at least 200 kinds, no two of one name', () => {
  const names = [...FILE_KINDS, ...PAGE_KINDS].map(({ name }) => name)
  console.log(`${names.length} kinds of bad files: ${PAGE_KINDS.length} in a row, ${FILE_KINDS.length} of a file`)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(200)
})

describe('one thing wrong in a row', () => {
  let rejects: Map<number, Reject>
  beforeAll(async () => {
    // Good rows between the bad ones, so that the file is not refused as a whole.
    const lines = PAGE_KINDS.flatMap(({ change }, n) => [page(n, change), page(n + 10_000), page(n + 20_000)])
    const outcome = await sample.published('discharge', `${[HEADERS.join(','), ...lines].join('\n')}\n`)
    expect(outcome.batch.rowsRead).toBe(PAGE_KINDS.length * 3)
    rejects = await rejectsOf(outcome.batch.rejectFile)
  })

  test('costs that row and no other', () => {
    expect([...rejects.keys()].filter((line) => (line - 2) % 3 !== 0)).toEqual([])
    expect(rejects.size).toBe(PAGE_KINDS.length)
  })

  test.each(PAGE_KINDS.map((kind, n) => ({ ...kind, line: 2 + n * 3 })))('$name', ({ field, reason, line }) => {
    const found = rejects.get(line)
    expect(found?.fields.split('; ')).toContain(field)
    expect(found?.reasons).toContain(reason)
    expect(found?.reasons).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('odd writing of what is right', () => {
  let rejects: Map<number, Reject>
  beforeAll(async () => {
    const lines = TOLERATED.map(([field, value], n) => page(n, { [field]: value, A48: `odd ${n}` }))
    const { batch } = await sample.published('discharge', `${[HEADERS.join(','), ...lines].join('\n')}\n`)
    expect(batch.rowsRead).toBe(TOLERATED.length)
    rejects = await rejectsOf(batch.rejectFile)
    expect(batch.rowsPublished + rejects.size).toBe(TOLERATED.length)
  })

  test.each(TOLERATED.map(([field, value], n) => ({ field, value, line: n + 2 })))(
    '$field $value is taken',
    ({ line }) => {
      expect(rejects.get(line)).toBeUndefined()
    },
  )
})

describe('a whole file that is bad', () => {
  test.each(FILE_KINDS)('$name', async ({ content, expected }) => {
    const before = await currentManifest(sample.lake)
    const path = await sample.write(content)
    const sent = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    const outcome = await sample.importAt('bed_day', path)
    if ('refused' in expected) {
      if (outcome.kind !== 'refused') expect(outcome).toEqual('a refusal')
      else {
        expect(expected.refused).toContain(outcome.refusal.code)
        expectWords(outcome.refusal.message)
      }
      expect((await currentManifest(sample.lake)).version).toBe(before.version)
    } else {
      if (outcome.kind !== 'published') expect(outcome).toEqual('a publication')
      else
        expect(outcome.batch).toMatchObject({
          rowsPublished: expected.published,
          rowsRejected: expected.rejected,
          rowsRead: expected.published + expected.rejected,
        })
    }
    expect(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ).toBe(sent)
  })

  test('and nothing is lost or left behind after all of them', async () => {
    await expectLawful(sample, 'bed_day', BED_KEY)
    await expectTidy(sample)
  })
})

/** What a careless editor, a broken line or a full disk does to a file. */
type Damage = {
  readonly kind: 'flip' | 'drop' | 'insert' | 'double' | 'cut' | 'swap'
  readonly at: number
  readonly with: number
}
function damage(bytes: Buffer, { kind, at, with: other }: Damage): Buffer {
  const place = Math.floor(at * bytes.length)
  const end = Math.min(bytes.length, place + 1 + (other % 40))
  const parts: Record<Damage['kind'], Buffer[]> = {
    flip: [bytes.subarray(0, place), Buffer.from([other]), bytes.subarray(place + 1)],
    drop: [bytes.subarray(0, place), bytes.subarray(end)],
    insert: [bytes.subarray(0, place), Buffer.from([other]), bytes.subarray(place)],
    double: [bytes.subarray(0, end), bytes.subarray(place)],
    cut: [bytes.subarray(0, place)],
    swap: [bytes.subarray(place), bytes.subarray(0, place)],
  }
  return Buffer.concat(parts[kind])
}

test('any damage to a sound file ends in an outcome with words, every row accounted for', async () => {
  const fuzzed = await SampleLake.make()
  const rows = Array.from(
    { length: 24 },
    (_, n) => `F00${1 + (n % 3)},"科,${n}",2026-08-${String(n + 1).padStart(2, '0')},10,8,1,1`,
  )
  const sound = Buffer.from(`${BED_HEADER}\r\n${rows.join('\r\n')}\r\n`)
  const seen: Record<string, number> = {}
  const damages = fc.array(
    fc.record({
      kind: fc.constantFrom('flip', 'drop', 'insert', 'double', 'cut', 'swap') as fc.Arbitrary<Damage['kind']>,
      at: fc.noBias(fc.integer({ min: 0, max: 9_999 })).map((at) => at / 10_000),
      with: fc.integer({ min: 0, max: 255 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  try {
    await fc.assert(
      fc.asyncProperty(damages, async (list) => {
        const outcome = await fuzzed.import('bed_day', list.reduce(damage, sound))
        const kind = outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind
        seen[kind] = (seen[kind] ?? 0) + 1
        if (outcome.kind === 'refused') expectWords(outcome.refusal.message)
        if (outcome.kind === 'published') {
          const { rowsRead, rowsPublished, rowsRejected } = outcome.batch
          expect(rowsRead).toBe(rowsPublished + rowsRejected)
          for (const { reason } of outcome.rejects) expectWords({ zh: reason.zh, en: `${reason.en} (a rejected row)` })
        }
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 60), seed: 20_261_122 },
    )
    console.log(`damaged files ended: ${JSON.stringify(seen)}`)
    await expectLawful(fuzzed, 'bed_day', BED_KEY)
    // More publications than manifests are kept: what they left is the care taker's to remove.
    await collectGarbage(fuzzed.lake, { grace: 0 })
    await expectTidy(fuzzed)
  } finally {
    await fuzzed.remove()
  }
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Grouper } from '@cockpit/domain/drg/grouper'
import { ungrouped } from '@cockpit/domain/drg/grouping'
import { type GroupingRequest, runGrouping } from '@cockpit/jobs/grouping/run-grouping'
import { findMappings } from '@cockpit/jobs/ingest/mapping/find-mappings'
import { recoverStaging } from '@cockpit/jobs/ingest/recover'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { completedViews } from '@cockpit/semantic-layer/server/completed-views'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { HMAC_KEY, SampleLake, TABLES } from '../ingest/sample-lake'
import { letterGrouper } from './letter-grouper'

const HEADER = 'A01,A48,A49,A12C,A14,A16,A17,A18x01,B12,B15,B16C,B20,C03C,C06x01C,C06x02C,C14x01C,C35x01C,B34C,D01'
const page = (
  facility: string,
  record: string,
  more: { diagnosis?: string; day?: string; admission?: number } = {},
) => {
  const { diagnosis = 'J18.900', day = '2026-10-08', admission = 1 } = more
  return `${facility},${record},${admission},1,0,3,2900,2850,2026-10-01 08:00,${day} 10:00,0101,7,${diagnosis},I10.x00,E11.900,99.8300,96.7200,1,8000`
}
const file = (...pages: string[]) => `${[HEADER, ...pages].join('\n')}\n`

let sample: SampleLake
beforeEach(async () => {
  sample = await SampleLake.make()
})
afterEach(() => sample.remove())

const run = (grouper: Grouper, more: Partial<GroupingRequest> = {}) =>
  runGrouping({
    lake: sample.lake,
    tables: TABLES,
    hmacKey: HMAC_KEY,
    month: '2026-10',
    all: false,
    grouper,
    importResults: (path, fileName) => sample.importAt('drg_result', path, { fileName }),
    ...more,
  })
const nothing = { grouped: 0, ungrouped: {}, kept: 0, rejected: 0 }

/** Front pages as the figures see them. */
async function shown() {
  const [view = ''] = completedViews(await currentManifest(sample.lake), TABLES)
  return sample.rows(
    `SELECT facility_id, main_diagnosis, drg_version, coalesce(drg_code, ungrouped_reason) AS said, result_weight AS weight
     FROM (${view.replace(/^CREATE OR REPLACE VIEW \S+ AS/, '')}) ORDER BY 1, 2, 3, 4`,
  )
}

describe('grouping a month', () => {
  test('tells the grouper a page’s fields, and its results find their pages though nobody saw the record numbers', async () => {
    await sample.published('discharge', file(page('F001', '00123'), page('F002', '00123', { diagnosis: 'Z51.100' })))
    const told: unknown[] = []
    const inner = letterGrouper()
    const grouper: Grouper = {
      version: inner.version,
      group: (pages) => {
        told.push(...pages)
        return inner.group(pages)
      },
    }
    expect(await run(grouper)).toEqual({
      ...{ pages: 2, waiting: 2, grouped: 1, ungrouped: { 'main-diagnosis-unfit': 1 }, kept: 0, rejected: 0 },
    })
    expect(told[0]).toEqual({
      ...{ sex: '1', ageYears: 0, ageDays: 3, birthWeight: 2900, admissionWeight: 2850 },
      ...{ diagnoses: ['J18.900', 'I10.x00', 'E11.900'], operations: ['99.8300', '96.7200'] },
      ...{ stayDays: 7, dischargeWay: '1', cost: 8000 },
    })
    expect(await shown()).toEqual([
      { facility_id: 'F001', main_diagnosis: 'J18.900', drg_version: 'LETTER-1', said: 'J1', weight: 1.5 },
      ...[
        {
          facility_id: 'F002',
          main_diagnosis: 'Z51.100',
          drg_version: 'LETTER-1',
          said: 'main-diagnosis-unfit',
          weight: null,
        },
      ],
    ])
  })

  test('twice is once; a corrected page, a new page and another version are grouped, other months are not', async () => {
    await sample.published(
      'discharge',
      file(page('F001', '1'), page('F001', '2'), page('F001', '3', { day: '2026-11-01' })),
    )
    expect(await run(letterGrouper())).toMatchObject({ pages: 2, waiting: 2, grouped: 2 })
    const { version } = await currentManifest(sample.lake)
    expect(await run(letterGrouper())).toEqual({ ...nothing, pages: 2, waiting: 0 })
    expect((await currentManifest(sample.lake)).version).toBe(version)

    await sample.published('discharge', file(page('F001', '2', { diagnosis: 'K35.800' }), page('F002', '9')))
    expect(await run(letterGrouper())).toMatchObject({ pages: 3, waiting: 2, grouped: 2 })
    expect((await shown()).map(({ said }) => said)).toEqual(['J1', null, 'K1', 'J1'])

    expect(await run(letterGrouper('LETTER-2', '2026-06-01', 2))).toMatchObject({ waiting: 3, grouped: 3 })
    expect((await shown()).map(({ weight }) => weight)).toEqual([2, null, 2, 2])
    // An older version that comes later is kept and does not count.
    expect(await run(letterGrouper('LETTER-0', '2025-01-01', 9))).toMatchObject({ waiting: 3, grouped: 3 })
    expect((await shown()).map(({ weight }) => weight)).toEqual([2, null, 2, 2])
    expect(await sample.rows('SELECT count(*)::INT AS n FROM drg_result')).toEqual([{ n: 9 }])
    // All again brings the same rows again, and no more of them.
    expect(await run(letterGrouper(), { all: true })).toMatchObject({ waiting: 3, grouped: 3 })
    expect(await sample.rows('SELECT count(*)::INT AS n FROM drg_result')).toEqual([{ n: 9 }])
  })

  test('a grouper that fails loses no case and takes no result away', async () => {
    const away = (name: string, from: string): Grouper => ({
      version: letterGrouper(name, from).version,
      group: async (pages) => pages.map(() => ungrouped('grouper-no-answer')),
    })
    await sample.published('discharge', file(page('F001', '1'), page('F002', '2')))
    expect(await run(away('LETTER-1', '2026-01-01'))).toMatchObject({
      waiting: 2,
      ungrouped: { 'grouper-no-answer': 2 },
    })
    expect((await shown()).map(({ said }) => said)).toEqual(['grouper-no-answer', 'grouper-no-answer'])
    expect(await run(letterGrouper())).toMatchObject({ waiting: 2, grouped: 2 })
    expect((await shown()).map(({ said }) => said)).toEqual(['J1', 'J1'])
    // Neither all again by the same version, nor a newer one, hides what is known.
    expect(await run(away('LETTER-1', '2026-01-01'), { all: true })).toEqual({
      ...nothing,
      pages: 2,
      waiting: 2,
      kept: 2,
    })
    expect(await run(away('LETTER-2', '2026-06-01'))).toMatchObject({ ungrouped: { 'grouper-no-answer': 2 } })
    expect((await shown()).map(({ drg_version, said }) => [drg_version, said])).toEqual([
      ['LETTER-1', 'J1'],
      ['LETTER-1', 'J1'],
    ])
  })

  test('two stays of one record that end on one day have one result, that of the last', async () => {
    const both = [page('F001', '1', { diagnosis: 'K35.800' }), page('F001', '1', { admission: 2 })]
    await sample.published('discharge', file(...both))
    expect(await run(letterGrouper())).toMatchObject({ pages: 2, waiting: 1, grouped: 1, rejected: 0 })
    expect((await shown()).map(({ said }) => said)).toEqual(['J1', 'J1'])
  })

  test('a month without a page is nothing to do', async () => {
    expect(await run(letterGrouper())).toEqual({ ...nothing, pages: 0, waiting: 0 })
  })
})

test('results sent as a file under Chinese headers meet their pages; both or neither of group and reason are rejected', async () => {
  await sample.published('discharge', file(...['1', '2', '3', '4'].map((record) => page('F001', record))))
  const sent = `机构代码,病案号,出院日期,分组版本,版本启用日期,DRG编码,权重,死亡风险分级,未入组原因
F001,1,2026-10-08,区域版 2.0,2026-01-01,ES31,0.8123,中低风险,
F001,2,2026-10-08,区域版 2.0,2026-01-01,,,,歧义病例
F001,3,2026-10-08,区域版 2.0,2026-01-01,ES31,0.8,低,歧义病例
F001,4,2026-10-08,区域版 2.0,2026-01-01,,,,
`
  const packs = await loadPacks(packRoots(''))
  const mappings = { known: await findMappings({ data: sample.root, packs }, 'drg_result', 'region'), asked: null }
  const outcome = await sample.published('drg_result', sent, { mappings })
  expect(outcome.batch).toMatchObject({
    rowsRead: 4,
    rowsPublished: 2,
    rowsRejected: 2,
    mapping: { id: 'inpatient/drg-result-chinese' },
  })
  expect(await sample.rows('SELECT risk_class, ungrouped_reason FROM drg_result ORDER BY _line')).toEqual([
    { risk_class: 'midlow', ungrouped_reason: null },
    { risk_class: null, ungrouped_reason: 'operation-unrelated' },
  ])
  expect((await shown()).map(({ said }) => said).sort()).toEqual(['ES31', null, null, 'operation-unrelated'].sort())
  expect(await sample.import('drg_result', sent, { mappings })).toMatchObject({ kind: 'duplicate' })
})

test('killed while grouping, while importing and between, it goes on where it was and every case has one result', async () => {
  const records = Array.from({ length: 200 }, (_, n) =>
    page('F001', `R${n}`, { diagnosis: n % 7 === 0 ? 'Z51.100' : 'J18.900' }),
  )
  await sample.published('discharge', file(...records))
  const results = async () => Number((await sample.rows('SELECT count(*)::INT AS n FROM drg_result'))[0]?.n)
  let before = 0
  for (const [step, nth] of [
    ['grouping', 1],
    ['importing', 2],
    ['published', 2],
  ] as const) {
    const script = join(inject('children'), 'grouping-child.mjs')
    const child = spawn(process.execPath, [script, sample.lake, '2026-10', step, String(nth)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
    const now = await results()
    expect(now % 40).toBe(0)
    expect(now).toBeGreaterThanOrEqual(before)
    before = now
  }
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(200)
  expect(await run(letterGrouper())).toMatchObject({ pages: 200, waiting: 200 - before, rejected: 0 })
  const said = (await shown()).map((row) => row.said)
  expect(said.filter((one) => one === 'J1')).toHaveLength(171)
  expect(said.filter((one) => one === 'main-diagnosis-unfit')).toHaveLength(29)
  expect(await results()).toBe(200)
  await recoverStaging(sample.lake)
  expect(await readdir(join(sample.lake, 'staging'))).toEqual([])
})

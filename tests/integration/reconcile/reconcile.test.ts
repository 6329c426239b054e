import { publishReconciliation, reconcile } from '@cockpit/jobs/reconcile/reconcile'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { Pack, Reconciliation } from '@cockpit/semantic-layer/packs/contract'
import { RECONCILIATION_RESULT } from '@cockpit/semantic-layer/packs/quality/reconciliation-table'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NOW, SampleLake } from '../ingest/sample-lake'
import { column, trialRows, trialTable, tryPublish, words } from '../ingest/trial'

let sample: SampleLake
beforeEach(async () => {
  sample = await SampleLake.make()
})
afterEach(() => sample.remove())

const facility = column('facility', 'text', { required: true })
const day = column('day', 'date', { required: true })
const fact = { facilityColumn: 'facility', dateColumn: 'day' }
const pages = trialTable('page', [facility, column('no', 'text', { required: true }), day], ['facility', 'no'], fact)
const returns = trialTable(
  'ward_return',
  [facility, day, column('out', 'integer', { required: true })],
  ['facility', 'day'],
  fact,
)
const rule: Reconciliation = {
  id: 'pages-against-return',
  title: words('pages against the return'),
  left: { table: 'page', aggregate: 'count(*)' },
  right: { table: 'ward_return', aggregate: 'sum(out)' },
  tolerance: 0.02,
  message: words('differ'),
}
const packsOf = (...reconciliations: Reconciliation[]): Pack[] => [
  { name: 'trial', folder: '', tables: [pages, returns], reconciliations, rules: [], board: null },
]

let sent = 0
const sendPages = (of: string, month: string, n: number) =>
  tryPublish(
    sample,
    pages,
    `facility,no,day\n${Array.from({ length: n }, (_, at) => `${of},${sent++}-${at},${month}-15`).join('\n')}\n`,
  )
const sendReturn = (of: string, month: string, days: readonly number[]) =>
  tryPublish(
    sample,
    returns,
    `facility,day,out\n${days.map((out, at) => `${of},${month}-${String(at + 1).padStart(2, '0')},${out}`).join('\n')}\n`,
  )
const verdicts = async (packs: Pack[], tolerances = {}) =>
  (await reconcile(sample.lake, packs, { tolerances })).map((row) => [
    row.facility,
    row.month,
    row.left,
    row.right,
    row.within,
  ])

describe('two tables that count the same thing', () => {
  test('agree at a difference of exactly the tolerance and not beyond it, on either side', async () => {
    const counts = [98, 97, 102, 103] as const
    for (const [at, n] of counts.entries()) {
      await sendPages('F001', `2026-0${at + 1}`, n)
      await sendReturn('F001', `2026-0${at + 1}`, [60, 40])
    }
    expect(await verdicts(packsOf(rule))).toEqual([
      ['F001', '2026-01', 98, 100, true],
      ['F001', '2026-02', 97, 100, false],
      ['F001', '2026-03', 102, 100, true],
      ['F001', '2026-04', 103, 100, false],
    ])
  })

  test('are compared by facility, over the months both were sent', async () => {
    await sendPages('F001', '2026-01', 10)
    await sendPages('F001', '2026-02', 10)
    await sendPages('F002', '2026-01', 10)
    await sendReturn('F001', '2026-01', [10])
    await sendReturn('F001', '2026-03', [10])
    await sendReturn('F002', '2026-01', [20])
    expect(await verdicts(packsOf(rule))).toEqual([
      ['F001', '2026-01', 10, 10, true],
      ['F002', '2026-01', 10, 20, false],
    ])
  })

  test('follow the tolerance that the commission set, and the slack for small numbers', async () => {
    await sendPages('F001', '2026-01', 8)
    await sendReturn('F001', '2026-01', [10])
    const within = async (of: Reconciliation, tolerances = {}) => (await verdicts(packsOf(of), tolerances))[0]?.[4]
    expect(await within(rule)).toBe(false)
    expect(await within(rule, { 'pages-against-return': 0.2 })).toBe(true)
    expect(await within(rule, { 'pages-against-return': 0.19 })).toBe(false)
    expect(await within({ ...rule, slack: 2 })).toBe(true)
    expect(await within({ ...rule, slack: 1.9 })).toBe(false)
  })

  test('nothing on one side agrees with nothing alone', async () => {
    await sendPages('F001', '2026-01', 1)
    await sendReturn('F001', '2026-01', [0, 0])
    expect(await verdicts(packsOf(rule))).toEqual([['F001', '2026-01', 1, 0, false]])
  })

  test('a table sent as a sample is raised to the whole, and what chance does to a sample is allowed', async () => {
    await sample.published('table_sample', 'table_name,share\npage,0.25\n')
    await sendPages('F001', '2026-01', 100)
    await sendReturn('F001', '2026-01', [400])
    const [row] = await reconcile(sample.lake, packsOf(rule))
    expect(row).toMatchObject({ left: 400, right: 400, difference: 0, within: true })
    // 2 % of 400, and three deviations of sqrt(400 * 0.75 / 0.25).
    expect(row?.allowed).toBeCloseTo(8 + 3 * Math.sqrt(1200), 9)
  })
})

describe('the table of results', () => {
  const publish = (since: number, packs = packsOf(rule)) =>
    publishReconciliation(sample.lake, packs, { since, now: () => NOW })
  const results = () =>
    trialRows(
      sample,
      RECONCILIATION_RESULT,
      'SELECT facility_id, month::VARCHAR AS month, difference, within FROM reconciliation_result ORDER BY ALL',
    )

  test('follows every publication of a table it reads, and none of another', async () => {
    await sendPages('F001', '2026-01', 10)
    await sendReturn('F001', '2026-01', [10])
    const first = await publish(0)
    expect(first.changed).toBe(true)
    expect(await results()).toEqual([{ facility_id: 'F001', month: '2026-01-01', difference: 0, within: true }])
    await sample.published(
      'area',
      'area_code,name_zh,name_en,level,parent_code,province_code,city_code\n990103,丙县,County C,county,990100,990000,990100\n',
    )
    expect(await publish(first.since)).toEqual({ since: first.since, changed: false })
    await sendPages('F001', '2026-01', 5)
    const second = await publish(first.since)
    expect(second.changed).toBe(true)
    expect(await results()).toEqual([{ facility_id: 'F001', month: '2026-01-01', difference: 5, within: false }])
  })

  test('written twice is published once, and leaves nothing in staging', async () => {
    await sendPages('F001', '2026-01', 10)
    await sendReturn('F001', '2026-01', [10])
    await publish(0)
    const { version } = await currentManifest(sample.lake)
    expect((await publish(0)).changed).toBe(false)
    expect((await currentManifest(sample.lake)).version).toBe(version)
  })

  test('is empty where there is nothing to compare', async () => {
    await sendPages('F001', '2026-01', 10)
    expect((await publish(0)).changed).toBe(false)
    expect(await results()).toEqual([])
    expect((await publish(0, packsOf())).changed).toBe(false)
  })
})

import type { FrontPage } from '@cockpit/domain/drg/front-page'
import { random } from '@cockpit/domain/random/random'
import { beforeAll, describe, expect, test } from 'vitest'
import { REAL_DATA_MISSING } from '../region/real-sources'
import { because } from '../skipping'
import { type GroupTable, readGroupTable, tableGrouper } from './table-grouper'

if (REAL_DATA_MISSING) console.log(REAL_DATA_MISSING)

const page = (diagnoses: readonly string[], more: Partial<FrontPage> = {}): FrontPage => ({
  ...{ sex: '1', ageYears: 60, ageDays: null, birthWeight: null, admissionWeight: null },
  ...{ diagnoses, operations: [], stayDays: 6, dischargeWay: '1', cost: 9000 },
  ...more,
})

describe.skipIf(REAL_DATA_MISSING)('the port over the reference tables', because(REAL_DATA_MISSING), () => {
  let table: GroupTable
  beforeAll(() => {
    table = readGroupTable()
  })

  test('the tables are read whole', () => {
    expect([table.rows, table.weights.size]).toEqual([61_480, 703])
    expect(table.codes.get('I21.900')).toEqual({ name: '急性心肌梗死', adrgs: ['FK1', 'FR1'], complication: 'mcc' })
    expect(table.codes.get('36.0601')?.adrgs).toEqual(['FB1', 'FM1'])
  })

  test('pages come into the groups the tables give them, or are told why not', async () => {
    const pages: readonly [FrontPage, string][] = [
      [page(['I21.900']), 'F FR1'],
      [page(['I21.900'], { operations: ['36.0601'] }), 'F FB1'],
      [page(['J18.900', 'I21.900']), 'E ES3 ES31'],
      [page(['K35.800x001'], { operations: ['47.0100'] }), 'G GD2'],
      [page(['K35.800x001'], { operations: ['36.0601'] }), 'operation-unrelated'],
      [page(['C34.900']), 'main-diagnosis-unfit'],
      [page(['X']), 'main-diagnosis-unknown'],
      [page([]), 'main-diagnosis-missing'],
      [page(['I21.900'], { ageYears: null }), 'age-conflict'],
      [page(['N40.x00'], { sex: '2' }), 'sex-conflict'],
    ]
    const answers = await tableGrouper(table).group(pages.map(([one]) => one))
    const said = answers.map((one) => (one.grouped ? `${one.mdc} ${one.adrg} ${one.drg}` : one.reason))
    for (const [index, [, expected]] of pages.entries())
      expect(said[index]?.startsWith(expected), `${said[index]}, not ${expected}`).toBe(true)
  })

  test('of 5,000 arbitrary pages each has one answer; a group is one of its own codes, its weight that of the table', async () => {
    const chance = random(20261122, 'arbitrary pages')
    const all = [...table.codes.keys()]
    const diagnosed = all.filter((code) => /^[A-Z]/.test(code))
    const operated = all.filter((code) => /^\d/.test(code))
    const some = (codes: readonly string[], most: number) =>
      Array.from({ length: chance.below(most + 1) }, () => codes[chance.below(codes.length)] as string)
    const pages = Array.from({ length: 5000 }, () =>
      page([diagnosed[chance.below(diagnosed.length)] as string, ...some(diagnosed, 3)], {
        sex: chance.next() < 0.5 ? '1' : '2',
        operations: some(operated, 1),
      }),
    )
    const answers = await tableGrouper(table).group(pages)
    expect(answers).toHaveLength(pages.length)
    let [weight, cases] = [0, 0]
    for (const [index, answer] of answers.entries()) {
      if (!answer.grouped) continue
      const { diagnoses, operations } = pages[index] as FrontPage
      const own = [diagnoses[0] ?? '', ...operations].flatMap((code) => table.codes.get(code)?.adrgs ?? [])
      expect(own).toContain(answer.adrg)
      expect(answer.adrg?.[0]).toBe(answer.mdc)
      expect(answer.drg.slice(0, 3)).toBe(answer.adrg)
      expect(answer.weight).toBe(table.weights.get(answer.drg) ?? null)
      weight += answer.weight ?? 0
      cases++
    }
    const reasons = new Set(answers.flatMap((one) => (one.grouped ? [] : [one.reason])))
    expect(cases).toBeGreaterThan(2000)
    expect(reasons.size).toBeGreaterThan(2)
    // A case-mix index far from 1 would mean that weights were mixed up.
    expect(weight / cases).toBeGreaterThan(0.5)
    expect(weight / cases).toBeLessThan(2)
  })
})

import type { ListMember, ListShape, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SampleLake } from './sample-lake'
import { column, rejectsOf, trialRows, trialTable, tryPublish, words } from './trial'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

let tables = 0
const fresh = () => `listed_${++tables}`
const file = (header: string, ...rows: string[]) => `${[header, ...rows].join('\n')}\n`
const flags = (table: WarehouseTable) =>
  trialRows(
    sample,
    table,
    `SELECT id, '[' || array_to_string(_flags, ', ') || ']' AS flags FROM ${table.name} ORDER BY _line`,
  )

const shape: ListShape = {
  view: 'trial_entry',
  title: words('entries'),
  count: 12,
  members: [
    { name: 'code', headers: ['K#C'], title: words('code'), type: 'text', codeSet: { set: 'icd10', severity: 'flag' } },
    { name: 'state', headers: ['S#C'], title: words('state'), type: 'text', values: ['1', '2'] },
    { name: 'day', headers: ['T#'], title: words('day'), type: 'date' },
  ],
}
const listTable = (list: ListShape = shape) =>
  trialTable(fresh(), [column('id', 'text', { required: true }), column('entries', 'list', { list })], ['id'])

describe('a list column', () => {
  const entry = (code: string, state: string | null, day: string | null) => ({ code, state, day })
  const parsed = async (table: WarehouseTable) => {
    const rows = await trialRows(
      sample,
      table,
      `SELECT id, entries::JSON::VARCHAR AS entries FROM ${table.name} ORDER BY _line`,
    )
    return rows.map(({ id, entries }) => [id, entries === null ? null : JSON.parse(String(entries))])
  }

  test('keeps the order of its entries and leaves out those without a first member', async () => {
    const table = listTable()
    await tryPublish(
      sample,
      table,
      file(
        'id,K02C,S02C,T02,K01C,S01C,K03C,S03C',
        'both,B,2,2026-01-02,A,1,,',
        'gap,,2,2026-01-02,A,,C,1',
        'none,,,,,,,',
        'blanks, B ,,2026/1/2,-,,,',
      ),
    )
    expect(await parsed(table)).toEqual([
      ['both', [entry('A', '1', null), entry('B', '2', '2026-01-02')]],
      ['gap', [entry('A', null, null), entry('C', '1', null)]],
      ['none', []],
      ['blanks', [entry('B', null, '2026-01-02')]],
    ])
  })

  test('is NULL where the file has no field of it, or only of members that cannot stand alone', async () => {
    const table = listTable()
    await tryPublish(sample, table, file('id,S01C', 'a,1'))
    expect(await parsed(table)).toEqual([['a', null]])
  })

  test.each([1, 2, 3, 6, 7, 12])('of %i filled entries out of twelve is whole', async (filled) => {
    const table = listTable()
    const header = ['id', ...Array.from({ length: 12 }, (_, at) => `K${String(at + 1).padStart(2, '0')}C`)].join(',')
    const codes = Array.from({ length: 12 }, (_, at) => (at < filled ? `X${at}` : ''))
    await tryPublish(sample, table, file(header, `a,${codes.join(',')}`, `last,${','.repeat(11)}Z`))
    expect(await parsed(table)).toEqual([
      ['a', codes.filter(Boolean).map((code) => entry(code, null, null))],
      ['last', [entry('Z', null, null)]],
    ])
  })

  test('names a bad member by its header, with its value', async () => {
    const table = listTable()
    const { batch } = await tryPublish(
      sample,
      table,
      file(
        'id,K01C,S01C,T01,K02C,S02C,T02',
        'state,A,1,,B,9,',
        'day,A,1,2026-02-30,,,',
        'century,A,,,B,,1799-01-01',
        'both,A,7,,B,8,x',
        'left out,,9,x,,,',
      ),
    )
    const { rows } = await rejectsOf(sample, batch.rejectFile)
    expect(rows.map(({ _line, _field, _value }) => [_line, _field, _value])).toEqual([
      ['2', 'S02C', '9'],
      ['3', 'T01', '2026-02-30'],
      ['4', 'T02', '1799-01-01'],
      ['5', 'S01C; S02C; T02', '7; 8; x'],
    ])
    expect(rows[0]?._reason).toBe('不在值域内，应为：1, 2 / not in the value set: 1, 2')
    expect(await parsed(table)).toEqual([['left out', []]])
  })
})

describe('code sets', () => {
  beforeAll(async () => {
    const codes = ['I21.000', 'I10', 'A17.0', 'G01', 'K35.8', 'E11.901', 'X59'].map(
      (code) => `icd10,国临2.0,${code},演示`,
    )
    const operations = ['36.06', '36.0700', '45.1'].map((code) => `icd9cm3,国临3.0,${code},演示`)
    await sample.published('code_entry', file('set,edition,code,name_zh', ...codes, ...operations))
  })
  const coded = (set: 'icd10' | 'icd9cm3' | 'atc', severity: 'reject' | 'flag') =>
    trialTable(
      fresh(),
      [column('id', 'text', { required: true }), column('code', 'text', { codeSet: { set, severity } })],
      ['id'],
    )

  const cases: readonly ['icd10' | 'icd9cm3', string, boolean][] = [
    ['icd10', 'I21.000', true],
    ['icd10', 'i21.000', true],
    ['icd10', 'I21.001', false],
    ['icd10', 'A17.0+', true],
    ['icd10', 'G01*', true],
    ['icd10', 'G02*', false],
    ['icd10', 'K35.8x', true],
    ['icd10', 'K35.9x', false],
    // A hospital's extension: the code before the x, else its subcategory, else its category.
    ['icd10', 'I21.000x003', true],
    ['icd10', 'K35.800x001', true],
    ['icd10', 'I10.x00x002', true],
    ['icd10', 'X59.900x001', true],
    ['icd10', 'E11.900x051', false],
    ['icd10', 'Z99.900x001', false],
    ['icd9cm3', '36.06', true],
    ['icd9cm3', '36.0700x004', true],
    ['icd9cm3', '36.0600x001', true],
    ['icd9cm3', '45.1600x001', true],
    ['icd9cm3', '45.16', false],
    ['icd9cm3', '99.9900x001', false],
  ]
  test.each(['icd10', 'icd9cm3'] as const)(
    '%s knows a code under the forms in which it is written, and no other',
    async (set) => {
      const table = coded(set, 'flag')
      const own = cases.filter(([of]) => of === set)
      await tryPublish(sample, table, file('id,code', ...own.map(([, code]) => `${code},${code}`)))
      expect(await flags(table)).toEqual(own.map(([, id, known]) => ({ id, flags: known ? '[]' : '[code-set:code]' })))
    },
  )

  test('an unknown code rejects its row where the declaration says so, and an empty one is nothing to check', async () => {
    const table = coded('icd10', 'reject')
    const { batch } = await tryPublish(sample, table, file('id,code', 'a,I10', 'b,Q99', 'c,', 'd,Q98'))
    const { rows } = await rejectsOf(sample, batch.rejectFile)
    const reason = '不在已导入的疾病分类代码表（ICD-10）中 / is not among the ICD-10 codes that were imported'
    expect(rows.map(({ _line, _field, _value, _reason }) => [_line, _field, _value, _reason])).toEqual([
      ['3', 'code', 'Q99', reason],
      ['5', 'code', 'Q98', reason],
    ])
  })

  test('a set of which nothing was imported is not checked', async () => {
    const table = coded('atc', 'reject')
    expect((await tryPublish(sample, table, file('id,code', 'a,anything'))).batch.rowsRejected).toBe(0)
  })

  test('members of a list are checked entry by entry, the flag standing once a row', async () => {
    const table = listTable()
    await tryPublish(sample, table, file('id,K01C,K02C,K03C', 'good,I10,G01*,', 'bad,I10,Q99,Q98', 'empty,,,'))
    expect(await flags(table)).toEqual([
      { id: 'good', flags: '[]' },
      { id: 'bad', flags: '[code-set:entries.code]' },
      { id: 'empty', flags: '[]' },
    ])
  })

  test('an unknown member that rejects is named by its own header', async () => {
    const code: ListMember = {
      name: 'code',
      headers: ['K#C'],
      title: words('code'),
      type: 'text',
      codeSet: { set: 'icd10', severity: 'reject' },
    }
    const table = listTable({ ...shape, members: [code] })
    const { batch } = await tryPublish(sample, table, file('id,K01C,K03C,K05C', 'a,I10,Q99,', 'b,,I10,Q98'))
    const { rows } = await rejectsOf(sample, batch.rejectFile)
    // The second row comes back as it was understood: its entries without the gap.
    expect(rows.map(({ K01C, K03C, K05C, _field, _value }) => [K01C, K03C, K05C, _field, _value])).toEqual([
      ['I10', 'Q99', '', 'K03C', 'Q99'],
      ['I10', 'Q98', '', 'K03C', 'Q98'],
    ])
  })
})

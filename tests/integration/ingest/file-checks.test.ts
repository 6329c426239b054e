import type { OutlierCheck, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SampleLake } from './sample-lake'
import { column, rejectsOf, trialRows, trialTable, tryImport, tryPublish, words } from './trial'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

let tables = 0
const fresh = () => `checked_${++tables}`
const file = (header: string, ...rows: string[]) => `${[header, ...rows].join('\n')}\n`
const flags = (table: WarehouseTable) =>
  trialRows(
    sample,
    table,
    `SELECT id, '[' || array_to_string(_flags, ', ') || ']' AS flags FROM ${table.name} ORDER BY _line`,
  )

describe('a check that may refuse the file', () => {
  const table = (tolerance?: number) =>
    trialTable(fresh(), [column('id', 'text', { required: true }), column('n', 'integer')], ['id'], {
      checks: [
        {
          id: 'negative',
          column: 'n',
          brokenWhen: 'n < 0',
          message: { zh: '不能为负', en: 'must not be negative' },
          severity: 'refuse',
          ...(tolerance === undefined ? {} : { tolerance }),
        },
      ],
    })
  const rows = (bad: number, good: number) => [
    ...Array.from({ length: bad }, (_, at) => `b${at},-1`),
    ...Array.from({ length: good }, (_, at) => `g${at},1`),
  ]

  test('refuses it for a single row when nothing is tolerated, naming the check, the rows and the lines', async () => {
    const outcome = await tryImport(sample, table(), file('id,n', ...rows(1, 9)))
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusal: {
        code: 'check-failed',
        message: {
          zh: '整个文件未接收：10 行中有 1 行（10 %）不符合检查“不能为负”（negative），允许至多 0 %。行号：2。请核对文件或字段对应关系，更正后重新发送。',
          en: 'The whole file is refused: 1 of 10 rows (10 %) break the check "must not be negative" (negative), at most 0 % may. Lines: 2. Check the file and the mapping of its columns, correct it and send it again.',
        },
      },
    })
  })

  test('rejects its rows up to the tolerated share, and refuses the file at one row more', async () => {
    const at = await tryPublish(sample, table(0.2), file('id,n', ...rows(2, 8)))
    expect([at.batch.rowsPublished, at.batch.rowsRejected]).toEqual([8, 2])
    const above = await tryImport(sample, table(0.2), file('id,n', ...rows(3, 7)))
    expect(above).toMatchObject({ kind: 'refused', refusal: { code: 'check-failed' } })
  })

  test('names five lines at most', async () => {
    const outcome = await tryImport(sample, table(), file('id,n', ...rows(7, 1)))
    expect(JSON.stringify(outcome)).toContain('Lines: 2, 3, 4, 5, 6, .... Check')
  })
})

describe('a file most of whose rows are bad', () => {
  const table = () =>
    trialTable(fresh(), [column('id', 'text', { required: true }), column('n', 'integer', { required: true })], ['id'])
  const rows = (bad: number, good: number) => [
    ...Array.from({ length: bad }, (_, at) => `b${at},x`),
    ...Array.from({ length: good }, (_, at) => `g${at},1`),
  ]

  test('of 21 rows is refused when more than half are rejected, with the commonest reason and its first line', async () => {
    const outcome = await tryImport(sample, table(), file('id,n', ...rows(11, 10)))
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'mostly-rejected' } })
    expect(JSON.stringify(outcome)).toContain('11 of 21 rows (52.38 %)')
    expect(JSON.stringify(outcome)).toContain('n: not a whole number (11 rows, first in line 2)')
  })

  test('is taken with half of them rejected, or with 20 rows', async () => {
    expect((await tryPublish(sample, table(), file('id,n', ...rows(11, 11)))).batch.rowsRejected).toBe(11)
    expect((await tryPublish(sample, table(), file('id,n', ...rows(20, 0)))).batch.rowsRejected).toBe(20)
  })

  test('is judged by the limits it is given', async () => {
    const text = file('id,n', ...rows(3, 2))
    const strict = await tryImport(sample, table(), text, { limits: { rejectedShare: 0.5, judgedFrom: 0 } })
    expect(strict).toMatchObject({ kind: 'refused', refusal: { code: 'mostly-rejected' } })
    const text30 = file('id,n', ...rows(30, 0))
    const never = await tryPublish(sample, table(), text30, { limits: { rejectedShare: 1, judgedFrom: 0 } })
    expect(never.batch.rowsRejected).toBe(30)
  })

  test('lines that are no record count, rows that stand twice do not', async () => {
    const broken = Array.from({ length: 15 }, () => 'one field alone')
    const outcome = await tryImport(sample, table(), file('id,n', ...broken, ...rows(0, 10)))
    expect(JSON.stringify(outcome)).toContain('lines that cannot be read as fields (15 rows)')
    const thrice = [...rows(0, 10), ...rows(0, 10), ...rows(0, 10)]
    expect((await tryPublish(sample, table(), file('id,n', ...thrice))).batch.rowsRejected).toBe(20)
  })
})

describe('values far from their fellows', () => {
  const spread = (scale: 'linear' | 'log', minimum = 4): OutlierCheck => ({
    id: 'far',
    column: 'n',
    by: ['ward'],
    scale,
    factor: 2,
    minimum,
    message: words('far'),
  })
  const table = (check: OutlierCheck) =>
    trialTable(
      fresh(),
      [column('id', 'text', { required: true }), column('ward', 'text'), column('n', 'decimal')],
      ['id'],
      { outliers: [check] },
    )
  const far = async (check: OutlierCheck, rows: readonly (readonly [ward: string, n: string])[]) => {
    const made = table(check)
    const { batch } = await tryPublish(
      sample,
      made,
      file('id,ward,n', ...rows.map(([ward, n], at) => `${at},${ward},${n}`)),
    )
    expect(batch.rowsRejected).toBe(0)
    return (await flags(made)).flatMap(({ id, flags }) => (flags === '[far]' ? [Number(id)] : []))
  }
  const of = (ward: string, ...values: (number | string)[]) => values.map((n) => [ward, String(n)] as const)

  test('are flagged beyond the fences and not on them', async () => {
    // Of 0, 10, 20, 30, x the quartiles are 10 and 30, so the fences of factor 2 are -30 and 70.
    expect(await far(spread('linear'), of('A', 0, 10, 20, 30, 70))).toEqual([])
    expect(await far(spread('linear'), of('A', 0, 10, 20, 30, 70.01))).toEqual([4])
    expect(await far(spread('linear'), of('A', -30, 10, 20, 30, 35))).toEqual([])
    expect(await far(spread('linear'), of('A', -30.01, 10, 20, 30, 35))).toEqual([0])
  })

  test('are judged in their own group, of which there must be enough', async () => {
    const both = [...of('A', 0, 10, 20, 30, 900), ...of('B', 800, 850, 900, 950, 1000)]
    expect(await far(spread('linear'), both)).toEqual([4])
    expect(await far(spread('linear', 5), both)).toEqual([4])
    expect(await far(spread('linear', 6), both)).toEqual([])
  })

  test('on a log scale stand apart by their ratio; nothing and less are not judged', async () => {
    // Quartiles 10 and 1000: a factor of 100 twice beyond them is 0.001 and 10,000,000.
    expect(await far(spread('log'), of('A', 1, 10, 100, 1000, 9_999_000, 0, -5))).toEqual([])
    expect(await far(spread('log'), of('A', 1, 10, 100, 1000, 10_001_000))).toEqual([4])
  })

  test('are not sought where there is no spread, no group or no value', async () => {
    expect(await far(spread('linear'), of('A', 5, 5, 5, 5, 5, 99))).toEqual([])
    expect(await far(spread('linear'), [...of('', 0, 10, 20, 30, 900), ...of('A', '', '', '', '')])).toEqual([])
  })

  test('in two columns are told of each, and a column whose spread is nothing leaves the other be', async () => {
    const made = trialTable(
      fresh(),
      [
        column('id', 'text', { required: true }),
        column('ward', 'text'),
        column('n', 'decimal'),
        column('m', 'decimal'),
      ],
      ['id'],
      { outliers: [spread('linear'), { ...spread('log'), id: 'far-m', column: 'm' }] },
    )
    const rows = [
      'A,0,1',
      'A,10,10',
      'A,20,100',
      'A,30,1000',
      'A,900,10001000',
      'B,1,1',
      'B,1,10',
      'B,1,100',
      'B,1,1000',
    ]
    await tryPublish(sample, made, file('id,ward,n,m', ...rows.map((row, at) => `${at},${row}`), '9,B,99,10001000'))
    expect((await flags(made)).flatMap(({ id, flags }) => (flags === '[]' ? [] : [`${id} ${flags}`]))).toEqual([
      '4 [far, far-m]',
      '9 [far-m]',
    ])
  })

  test('a rejected row is no fellow, and flags of several kinds stand together', async () => {
    const made = trialTable(
      fresh(),
      [column('id', 'text', { required: true }), column('ward', 'text'), column('n', 'decimal', { max: 100_000 })],
      ['id'],
      {
        outliers: [spread('linear')],
        checks: [{ id: 'odd', column: 'n', brokenWhen: 'n % 2 = 1', message: words('odd'), severity: 'flag' }],
      },
    )
    const rows = [0, 10, 20, 30, 901, 200_000].map((n, at) => `${at},A,${n}`)
    await tryPublish(sample, made, file('id,ward,n', ...rows))
    expect((await flags(made)).map(({ flags }) => flags)).toEqual(['[]', '[]', '[]', '[]', '[odd, far]'])
  })
})

test('rows that agree but for their number are probable twins: all are flagged, none dropped', async () => {
  const table = trialTable(
    fresh(),
    [
      column('id', 'text', { required: true }),
      column('person', 'text', { identifier: 'hash' }),
      column('at', 'timestamp'),
      column('number', 'text', { required: true }),
    ],
    ['id'],
    { twins: [{ id: 'twin', same: ['person', '"at"::DATE'], differs: 'number', message: words('twin') }] },
  )
  await tryPublish(
    sample,
    table,
    file(
      'id,person,at,number',
      'a,P1,2026-01-01 08:00,1',
      'b,P1,2026-01-01 09:00,2',
      'same number,P2,2026-01-01,3',
      'same number too,P2,2026-01-01,3',
      'another day,P1,2026-01-02,4',
      'nobody,,2026-01-01,5',
      'nobody else,,2026-01-01,6',
    ),
  )
  expect((await flags(table)).flatMap(({ id, flags }) => (flags === '[twin]' ? [id] : []))).toEqual(['a', 'b'])
})

describe('a sender bound to some facilities', () => {
  const table = () =>
    trialTable(
      fresh(),
      [column('facility', 'text', { headers: ['机构'] }), column('id', 'text', { required: true })],
      ['id'],
      { facilityColumn: 'facility' },
    )
  test('has the rows of others rejected, and those of nobody', async () => {
    const text = file('机构,id', 'F001,a', 'F002,b', ',c', ' F001 ,d')
    const { batch } = await tryPublish(sample, table(), text, { facilities: new Set(['F001', 'F003']) })
    const { rows } = await rejectsOf(sample, batch.rejectFile)
    const reason = '不属于该发送方可上报的机构 / is not a facility this sender may report for'
    expect(rows.map(({ _line, _field, _value, _reason }) => [_line, _field, _value, _reason])).toEqual([
      ['3', '机构', 'F002', reason],
      ['4', '机构', '', reason],
    ])
  })
  test('cannot take the place of another facility’s row where the key does not name the facility', async () => {
    const shared = table()
    await tryPublish(sample, shared, file('机构,id', 'F002,licence 1', 'F001,licence 2'))
    const text = file('机构,id', 'F001,licence 1', 'F001,licence 2', 'F001,licence 3')
    const { batch } = await tryPublish(sample, shared, text, { facilities: new Set(['F001']) })
    const { rows } = await rejectsOf(sample, batch.rejectFile)
    expect(rows.map(({ _line, _field, _reason }) => [_line, _field, _reason])).toEqual([
      [
        '2',
        'id',
        '已由其他机构上报，该发送方不能改写 / was reported for another facility and is not this sender’s to change',
      ],
    ])
    expect(await trialRows(sample, shared, `SELECT facility, id FROM ${shared.name} ORDER BY id`)).toEqual([
      { facility: 'F002', id: 'licence 1' },
      { facility: 'F001', id: 'licence 2' },
      { facility: 'F001', id: 'licence 3' },
    ])
  })
  test('cannot send a table without facilities, nor anything when none is left', async () => {
    const plain = trialTable(fresh(), [column('id', 'text', { required: true })], ['id'])
    const bound = await tryImport(sample, plain, file('id', 'a'), { facilities: new Set(['F001']) })
    expect(bound).toMatchObject({ kind: 'refused', refusal: { code: 'no-facility-column' } })
    const revoked = await tryImport(sample, table(), file('机构,id', 'F001,a'), { facilities: new Set() })
    expect(revoked).toMatchObject({ kind: 'refused', refusal: { code: 'not-permitted' } })
  })
})

describe('amounts that may not be below nothing', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const table = () =>
    trialTable(
      fresh(),
      [
        column('id', 'text', { required: true }),
        ...names.map((name) => column(name, 'decimal', { min: 0, max: 1000, required: name === 'e' })),
      ],
      ['id'],
    )

  const cases: readonly (readonly [kind: string, amounts: string, sound: boolean])[] = [
    ['sound ones', '1,2,3,4,5', true],
    ['nothing at all', '0,0,0,0,0', true],
    ['a gap', '1,,3,4,5', true],
    ['a gap where a value must stand', '1,2,3,4,', false],
    ['all at their most', '1000,1000,1000,1000,1000', true],
    ['one above it', '1,1000.01,3,4,5', false],
    ['one above it beside a gap', '1,1000.01,,4,5', false],
    ['one hardly below nothing', '1000,-0.0000000000000001,1000,1000,1000', false],
    ['one below nothing beside a gap', ',-1,3,4,5', false],
    ['two that cancel each other', '1,-1,1,4,5', false],
    ['no number', '1,nan,3,4,5', false],
    ['more than any number', '1,inf,3,4,5', false],
    ['less than any number', '1,-inf,3,4,5', false],
    ['minus nothing', '1,-0,3,4,5', true],
  ]

  test('are judged one by one', async () => {
    const made = table()
    await tryPublish(sample, made, file('id,a,b,c,d,e', ...cases.map(([kind, amounts]) => `${kind},${amounts}`)))
    const published = await trialRows(sample, made, `SELECT id FROM ${made.name} ORDER BY _line`)
    expect(published.map(({ id }) => id)).toEqual(cases.flatMap(([kind, , sound]) => (sound ? [kind] : [])))
  })
})

describe('a key with an identifier', () => {
  const table = () =>
    trialTable(
      fresh(),
      [column('ward', 'text', { required: true }), column('n', 'text', { required: true, identifier: 'hash' })],
      ['ward', 'n'],
    )

  test.each([
    ['different identifiers', ['A,1', 'A,2', 'B,3'], 0],
    ['one identifier in two wards', ['A,1', 'B,1', 'B,2'], 0],
    ['one key twice', ['A,1', 'B,1', 'A,1'], 1],
    ['one key twice, once in quotes', ['A,1', 'B,2', 'A,"1"'], 1],
    ['one key twice, once with a blank', ['A,1', 'B,2', 'A, 1'], 1],
  ])('rejects the second of %s', async (_, rows, rejected) => {
    expect((await tryPublish(sample, table(), file('ward,n', ...rows))).batch.rowsRejected).toBe(rejected)
  })
})

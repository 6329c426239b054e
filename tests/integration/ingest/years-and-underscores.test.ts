import { tables as finance } from '@cockpit/semantic-layer/packs/finance/tables'
import { tables as informatisation } from '@cockpit/semantic-layer/packs/informatisation/tables'
import type { Mapping } from '@cockpit/semantic-layer/packs/mapping'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeWorkbook } from './make-workbook'
import { bedDays, SampleLake } from './sample-lake'
import { column, rejectsOf, trialRows, trialTable, tryPublish } from './trial'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample.remove())

const grade = informatisation.find(({ name }) => name === 'emr_grade')
const yearly = finance.find(({ name }) => name === 'finance_year')
if (!grade || !yearly) throw new Error('A table is missing.')

describe('a bare year', () => {
  const FORMS = ['2019', '2020年', '2021年度', '２０２２', '2023-01-01', '="2024"']
  const read = 'SELECT year_start::VARCHAR AS day FROM emr_grade WHERE level = 6 ORDER BY 1'
  const days = [2019, 2020, 2021, 2022, 2023, 2024].map((year) => ({ day: `${year}-01-01` }))

  test('is the first day of it in a column year_start, as a year is written', async () => {
    const text = `facility_id,year_start,level\n${FORMS.map((form) => `F001,${form},6`).join('\n')}\n`
    expect((await tryPublish(sample, grade, text)).batch).toMatchObject({ rowsRejected: 0 })
    expect(await trialRows(sample, grade, read)).toEqual(days)
  })

  test('a workbook’s number, a constant of a mapping and a header of the sender’s are read the same way', async () => {
    const sheet = makeWorkbook([
      {
        name: 'a',
        rows: [
          ['facility_id', 'year_start', 'level'],
          ['F002', 2019, 5],
        ],
      },
    ])
    await tryPublish(sample, grade, sheet)
    const mapping = {
      ...{ id: 'x', version: 1, table: 'emr_grade', title: { zh: '试', en: 'Trial' } },
      ...{ when: [], headerRows: 1, headerJoint: '/', skipRows: 0, dropRows: [], fillDown: [], lists: {} },
      read: { year: '(20\\d\\d)年' },
    }
    const known = (columns: Mapping['columns']) => ({
      mappings: {
        known: [],
        asked: { id: 'any/x', name: 'any/x@1', origin: 'any' as const, mapping: { ...mapping, columns } },
      },
    })
    const own = { facility_id: { from: '医院' }, level: { from: '等级' } }
    await tryPublish(
      sample,
      grade,
      '2020年评级\n医院,等级\nF002,5\n',
      known({ ...own, year_start: { constant: '{year}' } }),
    )
    await tryPublish(sample, grade, '医院,年份,等级\nF002,2021,5\n', known({ ...own, year_start: { from: '年份' } }))
    expect(await trialRows(sample, grade, read.replace('6', '5'))).toEqual(days.slice(0, 3))
  })

  test('is the last day of it in a column year_end', async () => {
    const table = trialTable('closing', [column('id', 'text'), column('year_end', 'date')], ['id'])
    await tryPublish(sample, table, 'id,year_end\na,2024\nb,2023年\n')
    expect(await trialRows(sample, table, 'SELECT year_end::VARCHAR AS day FROM closing ORDER BY id')).toEqual([
      { day: '2024-12-31' },
      { day: '2023-12-31' },
    ])
    expect(yearly.columns.some(({ name }) => name === 'year_end')).toBe(true)
  })

  test('is no date anywhere else, and the reason says what is', async () => {
    const { batch } = await tryPublish(
      sample,
      grade,
      'facility_id,year_start,level\nF003,202,6\nF003,20244,6\nF003,1799,6\nF003,2020,7\n',
    )
    const { rows } = await rejectsOf(sample, batch.rejectFile)
    expect(rows.map(({ _reason }) => _reason)).toEqual([
      '不是日期或年份（如 2026-01-01、2026） / not a date or year (such as 2026-01-01, 2026)',
      '不是日期或年份（如 2026-01-01、2026） / not a date or year (such as 2026-01-01, 2026)',
      '年份应在 1800 至 2199 之间 / the year must be 1800 to 2199',
    ])
    const beds = await sample.published(
      'bed_day',
      bedDays([
        ['F001', '内科', 2024, 1, 1, 1, 1],
        ['F001', '内科', '2024-01-01', 1, 1, 1, 1],
      ]),
    )
    expect(beds.batch).toMatchObject({ rowsPublished: 1, rowsRejected: 1 })
  })
})

describe('a number with underscores is no number', () => {
  const ODD = ['1_000', '1_000.5', '-1_0', '1_0e2']
  const table = trialTable(
    'scored',
    [column('id', 'text'), column('n', 'integer'), column('d', 'decimal'), column('code_1_2', 'text')],
    ['id'],
  )
  const rowsOf = (values: readonly string[], cell: (value: string, at: number) => string) =>
    `id,n,d,code_1_2\n${values.map(cell).join('\n')}\nz,1000,1000.5,1_000\n`

  test.each([
    ['in the quick reading', (text: string) => text],
    ['in a text of odd signs', (text: string) => text.replace('z,1000,', 'z,１０００,')],
    ['in a text with a broken line', (text: string) => `${text}y,1\n`],
    ['in quotes', (text: string) => text.replaceAll(/,(-?1_0[^,\n]*)/g, ',"$1"')],
  ])('%s', async (_, made) => {
    const text = made(
      rowsOf([...ODD, ...ODD], (value, at) => (at < ODD.length ? `a${at},${value},1,x` : `a${at},1,${value},x`)),
    )
    const { batch } = await tryPublish(sample, table, text)
    expect(batch.rowsPublished).toBe(1)
    const { rows } = await rejectsOf(sample, batch.rejectFile)
    expect(rows.slice(0, 8).map(({ _field }) => _field)).toEqual(['n', 'n', 'n', 'n', 'd', 'd', 'd', 'd'])
    expect(rows.slice(0, 4).map(({ _value }) => _value?.replace(/^'/, ''))).toEqual(ODD)
    expect(
      await trialRows(sample, table, `SELECT n::INT AS n, d::DOUBLE AS d, code_1_2 AS code FROM scored WHERE id = 'z'`),
    ).toEqual([{ n: 1000, d: 1000.5, code: '1_000' }])
  })

  test('in a workbook', async () => {
    const sheet = makeWorkbook([
      {
        name: 'a',
        rows: [
          ['id', 'n'],
          ['w1', '1_000'],
          ['w2', '1000'],
        ],
      },
    ])
    expect((await tryPublish(sample, table, sheet)).batch).toMatchObject({ rowsPublished: 1, rowsRejected: 1 })
  })
})

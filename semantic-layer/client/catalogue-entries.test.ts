import { type IndicatorDefinition, IndicatorMeta } from '@cockpit/domain/indicator/definition'
import { expect, test } from 'vitest'
import { catalogueJson, catalogueRows, catalogueWorkbook } from '../workbook/catalogue-export'
import { Catalogue } from './catalogue'
import { catalogueEntries } from './catalogue-entries'

const meta = (more: object) =>
  IndicatorMeta.parse({
    zh: '医疗收入',
    en: 'Income',
    unit: { zh: '元', en: 'yuan' },
    format: 'money',
    digits: 0,
    direction: 'monitor',
    formula: { zh: '收入之和', en: 'All income' },
    standard: '财务月报',
    evidence: 'default',
    version: '2026.1',
    effectiveFrom: '2026-01-01',
    owner: '财务处',
    sensitivity: 'aggregate',
    kind: 'sum',
    tables: ['visit_day'],
    ...more,
  })
const place = { scope: 'facility', grain: 'day', dimensions: ['tier', 'department'] } as const
const definitions: IndicatorDefinition[] = [
  {
    ...meta({ zh: '床位', en: 'Beds', tables: ['bed_day', 'elsewhere'] }),
    id: 'beds.open',
    pack: 'inpatient',
    ...place,
  },
  { ...meta({}), id: 'income.total', pack: 'outpatient', ...place },
  {
    ...meta({
      zh: '=药占比',
      en: 'Drug share',
      kind: 'ratio',
      format: 'percent',
      numerator: 'drugs',
      denominator: 'total',
      version: '2017',
      effectiveFrom: '2017-01-01',
      change: { zh: '不含饮片', en: 'Herbs left out' },
      suppressBelow: 5,
      suppressOn: 'total',
      target: { max: 0.3, source: '改革目标', evidence: 'default' },
      earlier: [
        {
          version: '2009',
          effectiveFrom: '2009-01-01',
          formula: { zh: '药品 ÷ 收入', en: 'Drugs ÷ income' },
          standard: '旧口径',
          evidence: 'default',
          numerator: 'all',
          denominator: 'total',
        },
      ],
    }),
    id: 'income.share',
    pack: 'outpatient',
    ...place,
  },
]
const bilingual = (text: string) => ({ zh: text, en: `${text}-en` })
const board = (pack: string, order: number, more: object) => ({
  pack,
  title: bilingual(pack),
  order,
  tiles: [],
  map: [],
  trend: [],
  rank: [],
  ...more,
})
const packs = {
  boards: [
    board('outpatient', 1, { tiles: [{ indicator: 'income.share' }], radar: ['income.share'], map: ['income.total'] }),
    board('inpatient', 2, { rank: ['income.share'] }),
  ],
  rules: [
    {
      id: 'share-high',
      pack: 'outpatient',
      title: bilingual('药占比过高'),
      indicator: 'income.share',
      by: 'facility' as const,
      grain: 'month' as const,
      level: 'III' as const,
      when: { kind: 'not-reported' as const, steps: 1 },
      advice: bilingual(''),
      version: '1',
    },
  ],
  tables: [
    { name: 'visit_day', title: bilingual('门急诊日报') },
    { name: 'bed_day', title: bilingual('床位日报') },
  ].map((table) => ({ pack: 'outpatient', grain: '', key: [], owedBy: [], columns: [], checks: [], ...table })),
}
const entries = catalogueEntries(new Catalogue(definitions), packs)
const share = entries.find(({ definition }) => definition.id === 'income.share')

test('entries stand by area in the order of the boards, with what they are made from and where they are used', () => {
  expect(entries.map(({ definition }) => definition.id)).toEqual(['income.total', 'income.share', 'beds.open'])
  expect(share).toMatchObject({
    domain: { zh: 'outpatient' },
    parts: [
      { role: 'numerator', member: 'income.drugs', name: null },
      { role: 'denominator', member: 'income.total', name: { zh: '医疗收入', en: 'Income' } },
    ],
    tables: [{ name: 'visit_day', title: { zh: '门急诊日报' } }],
    boards: [
      { pack: 'outpatient', as: ['tile', 'radar'] },
      { pack: 'inpatient', as: ['rank'] },
    ],
    rules: [{ id: 'share-high', level: 'III' }],
  })
  expect(share?.versions.map((one) => one.version)).toEqual(['2017', '2009'])
  // A table no pack declares still stands there, under its own name.
  expect(entries[2]?.tables.map(({ title }) => title.en)).toEqual(['床位日报-en', 'elsewhere'])
})

test('the workbook has a column for everything, in one language, and no cell for a number of anybody', () => {
  const [head = [], ...rows] = catalogueRows(entries, 'zh')
  const cell = (id: string, column: string) => rows.find((row) => row[0] === id)?.[head.indexOf(column)]
  expect(rows.every((row) => row.length === head.length)).toBe(true)
  expect(new Set(head).size).toBe(head.length)
  expect([
    cell('income.share', '名称'),
    cell('income.share', '分母'),
    cell('income.share', '目标上限'),
    cell('income.share', '小数抑制'),
    cell('income.share', '以前的口径'),
    cell('income.share', '用于看板'),
    cell('income.share', '用于规则'),
    cell('income.total', '分母'),
    cell('income.total', '用于规则'),
  ]).toEqual([
    '=药占比',
    '医疗收入 (income.total)',
    '0.3',
    '5',
    '2009 (2009-01-01..2017-01-01): 药品 ÷ 收入 [旧口径]',
    'outpatient: 指标卡, 雷达; inpatient: 排名',
    '药占比过高 (share-high)',
    '',
    '',
  ])
  expect(catalogueRows(entries, 'en')[0]?.slice(0, 3)).toEqual(['Indicator', 'Chinese name', 'English name'])
})

test('the JSON holds every definition once, with its versions and uses', () => {
  const read = JSON.parse(catalogueJson(entries, new Date('2026-11-22T00:00:00Z')))
  expect(read.exportedAt).toBe('2026-11-22T00:00:00.000Z')
  expect(read.indicators).toHaveLength(3)
  expect(read.indicators[1]).toMatchObject({ id: 'income.share', versions: [{}, { version: '2009' }], rules: [{}] })
  expect(read.indicators[1]).not.toHaveProperty('earlier')
})

test('how much was reported is a column of its own, with its place and month, and never a zero where nobody owes anything', () => {
  const of = (tables: readonly string[]) =>
    tables.includes('visit_day') ? { reported: 29, expected: 31, every: 'day' as const } : null
  const coverage = { place: bilingual('甲市'), period: '2026-10', demo: true, of }
  const [head = [], ...rows] = catalogueRows(entries, 'zh', coverage)
  expect(rows.every((row) => row.length === head.length)).toBe(true)
  expect(head.at(-1)).toBe('采集覆盖率 · 甲市 · 2026-10 · 演示数据')
  expect(rows.find(([id]) => id === 'income.share')?.at(-1)).toBe('93.5% (29 ÷ 31 机构日)')
  expect(rows.find(([id]) => id === 'beds.open')?.at(-1)).toBe('无机构应报')
  const read = JSON.parse(catalogueJson(entries, new Date(0), coverage))
  expect(read.coverageOf).toEqual({ place: bilingual('甲市'), period: '2026-10', demo: true })
  expect(read.indicators[1].coverage).toEqual({ reported: 29, expected: 31, every: 'day' })
  expect(JSON.parse(catalogueJson(entries, new Date(0)))).not.toHaveProperty('coverageOf')
})

test('the workbook is a zip that holds one sheet', async () => {
  const pieces: Buffer[] = []
  for await (const piece of catalogueWorkbook(entries, 'en')) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  expect(bytes.includes('xl/worksheets/sheet1.xml')).toBe(true)
})

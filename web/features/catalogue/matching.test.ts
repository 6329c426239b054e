import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { versionsOf } from '@cockpit/domain/indicator/version'
import { expect, test } from 'vitest'
import type { CatalogueEntry } from '../../server/indicators/catalogue-entries'
import { initialsOf } from './initials'
import { grouped, matching, searchable } from './matching'

function entry(id: string, zh: string, en: string, more: Partial<IndicatorDefinition> = {}): CatalogueEntry {
  const definition = {
    id,
    zh,
    en,
    pack: 'money',
    formula: { zh: '药品 ÷ 收入', en: 'Drugs ÷ income' },
    standard: '国办发〔2019〕4号',
    owner: '财务处',
    version: '2017',
    effectiveFrom: '2017-01-01',
    evidence: 'default',
    dimensions: [],
    tables: ['visit_day'],
    ...more,
  } as unknown as IndicatorDefinition
  return {
    definition,
    domain: { zh: '费用', en: 'Money' },
    versions: versionsOf(definition),
    parts: [],
    tables: [{ name: 'visit_day', title: { zh: '门急诊日报', en: 'Daily visits' } }],
    boards: [],
    rules: [],
  }
}
const all = [
  entry('income.drugShare', '药占比（不含中药饮片）', 'Drug share', {
    earlier: [
      {
        version: '2009',
        effectiveFrom: '2009-01-01',
        formula: { zh: '含饮片', en: 'Herbs included' },
        standard: '旧',
        evidence: 'default',
      },
    ],
  }),
  entry('beds.occupancy', '病床使用率', 'Bed occupancy', { pack: 'inpatient', owner: '医政处' }),
]
const found = (text: string, pack: string | null = null) =>
  matching(searchable(all), text, pack).map((one) => one.definition.id)

test.each([
  ['药占比', 'yzb'],
  ['病床使用率', 'bcsyl'],
  ['每百万人口 CT', 'mbwrk ct'],
  ['入组率', 'rzl'],
  ['次均住院费用', 'cjzyfy'],
  ['费用消耗指数', 'fyxhzs'],
  ['平均住院日', 'pjzyr'],
  ['抗菌药物', 'kjyw'],
  ['电子病历', 'dzbl'],
  ['二级', 'ej'],
  ['哦欧', 'oo'],
  ['新生儿', 'xse'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test.each([
  ['', ['income.drugShare', 'beds.occupancy']],
  ['使用率', ['beds.occupancy']],
  ['OCCUPANCY', ['beds.occupancy']],
  ['income.', ['income.drugShare']],
  ['bcsyl', ['beds.occupancy']],
  ['yzb', ['income.drugShare']],
  ['herbs', ['income.drugShare']],
  ['2009', ['income.drugShare']],
  ['门急诊 财务处', ['income.drugShare']],
  ['财务处 使用率', []],
])('%j finds %j: every word must stand somewhere', (text, ids) => {
  expect(found(text)).toEqual(ids)
})

test('one area of governance can be kept, and what is found stands by area', () => {
  expect(found('', 'inpatient')).toEqual(['beds.occupancy'])
  expect(grouped(all).map(({ pack, entries }) => [pack, entries.length])).toEqual([
    ['money', 1],
    ['inpatient', 1],
  ])
})

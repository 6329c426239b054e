import { choice, count, countyCode } from '../columns'
import type { WarehouseTable } from '../contract'

const year = count('year', '年份', 'Year', { min: 1949, max: 2999 })
const residents = count('residents', '常住人口', 'Residents')

export const population: WarehouseTable = {
  name: 'population',
  title: { zh: '常住人口', en: 'Resident population' },
  grain: 'county x year',
  key: ['area_code', 'year'],
  owedBy: [],
  columns: [
    countyCode,
    year,
    residents,
    count('aged_60', '60岁及以上', 'Aged 60 and over', { required: false }),
    count('aged_65', '65岁及以上', 'Aged 65 and over', { required: false }),
  ],
  checks: [],
}

/** Five-year bands, the last one open. */
export const AGE_BANDS: readonly string[] = [
  ...Array.from({ length: 17 }, (_, index) => `${index * 5}-${index * 5 + 4}`),
  '85+',
]

export const populationAge: WarehouseTable = {
  name: 'population_age',
  title: { zh: '分年龄性别常住人口', en: 'Residents by age and sex' },
  grain: 'county x year x age band x sex',
  key: ['area_code', 'year', 'age_band', 'sex'],
  owedBy: [],
  columns: [
    countyCode,
    year,
    choice('age_band', '年龄组（岁）', 'Age band, years', AGE_BANDS, { also: ['年龄组'] }),
    choice('sex', '性别（1 男，2 女）', 'Sex (1 male, 2 female)', ['1', '2'], { also: ['性别'] }),
    residents,
  ],
  checks: [],
}

/** 职工基本医疗保险 and 城乡居民基本医疗保险; nobody is counted in both. */
export const INSURANCE_TYPES = ['职工', '居民'] as const

/** Whom the medical insurance covers in a county, as the insurance bureau counts them: the persons whose settlements make the flow of care. */
export const insuredPerson: WarehouseTable = {
  name: 'insured_person',
  title: { zh: '基本医保参保人数', en: 'Persons insured' },
  grain: 'county of insurance x year x type of insurance',
  key: ['area_code', 'year', 'insurance_type'],
  owedBy: [],
  columns: [
    {
      ...countyCode,
      headers: ['area_code', '参保地区划代码', '区划代码', '县区代码'],
      title: { zh: '参保地区划代码', en: 'County of insurance' },
    },
    year,
    choice('insurance_type', '险种（职工、居民）', 'Insurance: employees or residents', INSURANCE_TYPES, {
      headers: ['insurance_type', '险种', '险种类型', '参保类型'],
    }),
    count('insured', '参保人数', 'Persons insured', { also: ['期末参保人数', '年末参保人数'] }),
  ],
  checks: [],
}

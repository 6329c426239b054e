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

import type { WarehouseTable } from '../contract'

export const population: WarehouseTable = {
  name: 'population',
  title: { zh: '常住人口', en: 'Resident population' },
  grain: 'county x year',
  key: ['area_code', 'year'],
  owedBy: [],
  columns: [
    {
      name: 'area_code',
      type: 'text',
      headers: ['area_code', '区划代码'],
      title: { zh: '区划代码', en: 'County code' },
      required: true,
      references: { table: 'area', column: 'area_code' },
    },
    {
      name: 'year',
      type: 'integer',
      headers: ['year', '年份'],
      title: { zh: '年份', en: 'Year' },
      required: true,
      min: 1949,
      max: 2999,
    },
    {
      name: 'residents',
      type: 'integer',
      headers: ['residents', '常住人口'],
      title: { zh: '常住人口', en: 'Residents' },
      required: true,
      min: 0,
    },
    {
      name: 'aged_60',
      type: 'integer',
      headers: ['aged_60', '60岁及以上'],
      title: { zh: '60岁及以上', en: 'Aged 60 and over' },
      required: false,
      min: 0,
    },
    {
      name: 'aged_65',
      type: 'integer',
      headers: ['aged_65', '65岁及以上'],
      title: { zh: '65岁及以上', en: 'Aged 65 and over' },
      required: false,
      min: 0,
    },
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
    {
      name: 'area_code',
      type: 'text',
      headers: ['area_code', '区划代码'],
      title: { zh: '区划代码', en: 'County code' },
      required: true,
      references: { table: 'area', column: 'area_code' },
    },
    {
      name: 'year',
      type: 'integer',
      headers: ['year', '年份'],
      title: { zh: '年份', en: 'Year' },
      required: true,
      min: 1949,
      max: 2999,
    },
    {
      name: 'age_band',
      type: 'text',
      headers: ['age_band', '年龄组'],
      title: { zh: '年龄组（岁）', en: 'Age band, years' },
      required: true,
      values: AGE_BANDS,
    },
    {
      name: 'sex',
      type: 'text',
      headers: ['sex', '性别'],
      title: { zh: '性别（1 男，2 女）', en: 'Sex (1 male, 2 female)' },
      required: true,
      values: ['1', '2'],
    },
    {
      name: 'residents',
      type: 'integer',
      headers: ['residents', '常住人口'],
      title: { zh: '常住人口', en: 'Residents' },
      required: true,
      min: 0,
    },
  ],
  checks: [],
}

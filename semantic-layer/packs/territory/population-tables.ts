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

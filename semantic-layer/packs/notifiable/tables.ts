import type { WarehouseTable } from '../contract'

export const tables: readonly WarehouseTable[] = [
  {
    name: 'notifiable_month',
    title: { zh: '法定传染病月报', en: 'Notifiable diseases by month' },
    grain: 'county x disease x month',
    key: ['area_code', 'disease', 'month_start'],
    dateColumn: 'month_start',
    owedBy: [],
    columns: [
      {
        name: 'area_code',
        type: 'text',
        headers: ['area_code', '区划代码', 'adcode'],
        title: { zh: '区划代码', en: 'County code' },
        required: true,
        references: { table: 'area', column: 'area_code' },
      },
      {
        name: 'disease',
        type: 'text',
        headers: ['disease', '病种', 'disease_cn'],
        title: { zh: '病种', en: 'Disease' },
        required: true,
      },
      {
        name: 'month_start',
        type: 'date',
        headers: ['month_start', '月份', 'month'],
        title: { zh: '月份', en: 'First day of the month' },
        required: true,
      },
      {
        name: 'cases',
        type: 'integer',
        headers: ['cases', '发病数'],
        title: { zh: '发病数', en: 'Cases' },
        required: true,
        min: 0,
      },
      {
        name: 'deaths',
        type: 'integer',
        headers: ['deaths', '死亡数'],
        title: { zh: '死亡数', en: 'Deaths' },
        required: true,
        min: 0,
      },
    ],
    checks: [
      {
        id: 'month-start-is-first-day',
        column: 'month_start',
        brokenWhen: 'day(month_start) <> 1',
        message: { zh: '月份应写为当月第一天', en: 'The month must be written as its first day' },
        severity: 'reject',
      },
    ],
  },
]

import { monthBegins } from '../checks'
import { count, countyCode, day, text } from '../columns'
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
      { ...countyCode, headers: [...countyCode.headers, 'adcode'] },
      text('disease', '病种', 'Disease', { also: ['disease_cn'] }),
      day('month_start', '月份', 'First day of the month', { also: ['month'] }),
      count('cases', '发病数', 'Cases'),
      count('deaths', '死亡数', 'Deaths'),
    ],
    checks: [monthBegins],
  },
]

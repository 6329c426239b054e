import { monthBegins, within } from '../checks'
import { choice, count, countyCode, day, facilityId, monthStart } from '../columns'
import type { WarehouseTable } from '../contract'

/** Vaccines of the national immunisation programme. */
export const VACCINES = [
  '乙肝疫苗',
  '卡介苗',
  '脊灰疫苗',
  '百白破疫苗',
  '白破疫苗',
  '麻腮风疫苗',
  '乙脑疫苗',
  'A群流脑疫苗',
  'A群C群流脑疫苗',
  '甲肝疫苗',
  'HPV疫苗',
] as const

export const SYNDROMES = ['流感样病例', '发热呼吸道', '腹泻', '发热伴出疹', '发热伴出血', '脑炎脑膜炎'] as const

export const tables: readonly WarehouseTable[] = [
  {
    name: 'vaccination',
    title: { zh: '免疫接种月报', en: 'Vaccination by month' },
    grain: 'county x month x vaccine x dose',
    key: ['area_code', 'month_start', 'vaccine', 'dose'],
    dateColumn: 'month_start',
    owedBy: [],
    columns: [
      countyCode,
      monthStart,
      choice('vaccine', '疫苗', 'Vaccine', VACCINES, { also: ['疫苗名称'] }),
      count('dose', '剂次', 'Dose', { min: 1, max: 6 }),
      count('due', '应种人数', 'Children due', { also: ['应种剂次数', '应种'] }),
      count('given', '实种人数', 'Children vaccinated', { also: ['实种剂次数', '实种'] }),
    ],
    checks: [monthBegins, within('given', 'due', '实种人数大于应种人数', 'More vaccinated than due')],
  },
  {
    name: 'syndrome_day',
    title: { zh: '症候群监测日报', en: 'Syndromes by day' },
    grain: 'facility x day x syndrome',
    key: ['facility_id', 'visit_date', 'syndrome'],
    dateColumn: 'visit_date',
    facilityColumn: 'facility_id',
    owedBy: [],
    columns: [
      facilityId,
      day('visit_date', '日期', 'Day', { also: ['就诊日期'] }),
      choice('syndrome', '症候群', 'Syndrome', SYNDROMES),
      count('cases', '病例数', 'Cases', { also: ['就诊人次数', '症候群病例数'] }),
      count('visits', '门急诊就诊总数', 'All visits of the watched departments', { also: ['监测科室就诊总数'] }),
    ],
    checks: [within('cases', 'visits', '病例数大于就诊总数', 'More cases than visits')],
  },
]

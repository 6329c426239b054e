import { choice, day, text, yesNo } from '../columns'
import type { WarehouseTable } from '../contract'
import { coordinates, nameEn, nameZh, validFrom } from './place-columns'

/** Areas as they stood and stand. One that was merged or renamed names its successor, so that its facts are found under today's code. */
export const area: WarehouseTable = {
  name: 'area',
  title: { zh: '行政区划', en: 'Areas' },
  grain: 'area (GB/T 2260) x day from which the row holds',
  // A row an area and day from which it holds; areas of a folder without dates have one row, in force since ever.
  key: ['area_code', 'valid_from'],
  history: { entity: ['area_code'], from: 'valid_from', successor: 'successor' },
  owedBy: [],
  columns: [
    text('area_code', '区划代码', 'Area code'),
    nameZh('名称'),
    nameEn,
    choice('level', '级别', 'Level', ['province', 'city', 'county']),
    text('parent_code', '上级代码', 'Parent code', { required: false }),
    text('province_code', '所属省', 'Province code', { headers: ['province_code'] }),
    text('city_code', '所属市', 'City code, empty under a municipality', { headers: ['city_code'], required: false }),
    yesNo('virtual', '虚拟旗县', 'Stands in no official list: a development zone, a virtual banner', {
      required: false,
    }),
    ...coordinates,
    validFrom,
    day('abolished_on', '撤销日期', 'Abolished on', { required: false, also: ['abolished'] }),
    text('successor', '继任区划', 'Area that took its place', { required: false }),
  ],
  checks: [
    {
      id: 'area-succeeds-itself',
      column: 'successor',
      brokenWhen: 'successor = area_code',
      message: { zh: '区划不能由自己继任', en: 'An area cannot be its own successor' },
      severity: 'reject',
    },
    {
      id: 'successor-without-abolition',
      column: 'abolished_on',
      brokenWhen: 'successor IS NOT NULL AND abolished_on IS NULL',
      message: {
        zh: '有继任区划的区划须写撤销日期',
        en: 'An area with a successor needs the day on which it was abolished',
      },
      severity: 'reject',
    },
    {
      id: 'area-code-shape',
      column: 'area_code',
      brokenWhen: "NOT regexp_full_match(area_code, '[0-9]{6}')",
      message: { zh: '区划代码应为六位数字', en: 'An area code is six digits' },
      severity: 'reject',
    },
  ],
}

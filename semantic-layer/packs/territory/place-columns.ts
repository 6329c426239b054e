import { amount, day, text } from '../columns'
import type { Column } from '../contract'

/** What an area and a facility have in common: names, a point on the map, and the day from which the row holds. */

export const nameZh = (zh: string): Column => text('name_zh', zh, 'Chinese name')
export const nameEn: Column = text('name_en', '英文名', 'English name', { headers: ['name_en'] })

/** WGS 84, in degrees; bounds of the country. */
export const coordinates: readonly Column[] = [
  amount('longitude', '经度', 'Longitude', { required: false, min: 70, max: 140 }),
  amount('latitude', '纬度', 'Latitude', { required: false, min: 3, max: 54 }),
]

export const validFrom: Column = day('valid_from', '生效日期', 'Holds from; empty means since ever', {
  required: false,
})

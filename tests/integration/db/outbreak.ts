import { PackRule } from '@cockpit/domain/rules/definition'
import type { Pack } from '@cockpit/semantic-layer/packs/contract'
import { publishRows } from '../semantic/lake-of'
import * as places from './places'

/** A rule that hears an outbreak, and months of a lake with one. */
export const SHIPPED = PackRule.parse({
  pack: 'trial',
  id: 'disease-high',
  version: '1',
  title: { zh: '发病数偏高', en: 'Many cases' },
  advice: { zh: '', en: '' },
  indicator: 'notifiable.cases',
  by: 'county',
  grain: 'month',
  level: 'III',
  each: 'disease',
  when: { kind: 'surge', factor: 2, baseline: 3, floor: 20 },
  recovery: 2,
})

const MONTHS = Array.from({ length: 12 }, (_, n) => `2025-${String(n + 1).padStart(2, '0')}`).concat(
  Array.from({ length: 10 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`),
)

/** Twenty cases a month everywhere; in one county a hundred and twenty in the last months named. */
export async function publishOutbreak(
  data: string,
  packs: readonly Pack[],
  outbreak: readonly string[],
  at: string,
): Promise<void> {
  const declared = packs.flatMap((pack) => pack.tables)
  const area = places.territory.all().map(({ code, name, level, parent }) => ({
    area_code: code,
    name_zh: name.zh,
    name_en: name.en,
    level,
    parent_code: parent,
    province_code: places.PROVINCE,
    city_code: level === 'city' ? code : level === 'county' ? parent : null,
  }))
  const month = MONTHS.flatMap((name) =>
    [places.COUNTY, places.NEXT_COUNTY, places.FAR_COUNTY].map((code) => ({
      area_code: code,
      disease: '甲病',
      month_start: `${name}-01`,
      cases: code === places.COUNTY && outbreak.includes(name) ? 120 : 20,
      deaths: 0,
    })),
  )
  await publishRows(data, declared, { area, notifiable_month: month }, at)
}

import { choice, day, EVERYBODY, text } from '../columns'
import type { WarehouseTable } from '../contract'
import { coordinates, nameEn, nameZh, validFrom } from './place-columns'

/** Facilities with their past: a change of name, tier, category or county is a row of its own with the day from which it holds. */
export const facility: WarehouseTable = {
  name: 'facility',
  title: { zh: '医疗卫生机构', en: 'Facilities' },
  grain: 'facility x day from which the row holds',
  key: ['facility_id', 'valid_from'],
  history: { entity: ['facility_id'], from: 'valid_from', successor: 'successor' },
  owedBy: [],
  columns: [
    text('facility_id', '机构代码', 'Facility id'),
    nameZh('机构名称'),
    nameEn,
    text('county_code', '所在区县', 'County code', { references: { table: 'area', column: 'area_code' } }),
    choice('tier', '级别', 'Tier', ['tertiary', 'secondary', 'primary']),
    choice('category', '类别', 'Category', EVERYBODY),
    ...coordinates,
    day('opened_on', '开业日期', 'Opened on', { required: false }),
    day('closed_on', '注销日期', 'Closed on', { required: false }),
    validFrom,
    text('successor', '承继机构', 'Facility into which it was merged', { required: false }),
  ],
  checks: [
    {
      id: 'facility-succeeds-itself',
      column: 'successor',
      brokenWhen: 'successor = facility_id',
      message: { zh: '机构不能由自己承继', en: 'A facility cannot be its own successor' },
      severity: 'reject',
    },
    {
      id: 'closed-before-opened',
      column: 'closed_on',
      brokenWhen: 'closed_on < opened_on',
      message: { zh: '注销日期早于开业日期', en: 'Closed before it was opened' },
      severity: 'reject',
    },
  ],
}

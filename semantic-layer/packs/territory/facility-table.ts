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
    text('uscc', '统一社会信用代码', 'Unified social credit code', { required: false }),
    text('grade', '等次（甲、乙、丙）', 'Grade within the tier: 甲, 乙, 丙', {
      headers: ['grade', '等次', '等'],
      required: false,
    }),
    text('consortium', '所属医共体', 'County consortium it belongs to', { required: false, also: ['医共体'] }),
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
      id: 'uscc-shape',
      column: 'uscc',
      brokenWhen: "NOT regexp_full_match(uscc, '[0-9A-HJ-NPQRTUWXY]{18}')",
      message: { zh: '统一社会信用代码应为 18 位', en: 'A unified social credit code has 18 characters' },
      severity: 'flag',
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

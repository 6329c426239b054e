import type { Column, WarehouseTable } from '../contract'

const amount = (name: string, zh: string, en: string): Column => ({
  name,
  type: 'decimal',
  headers: [name],
  title: { zh, en },
  required: true,
})

/** What two tables that count the same thing say of a facility and month; written anew after either was published. */
export const RECONCILIATION_RESULT: WarehouseTable = {
  name: 'reconciliation_result',
  title: { zh: '表间核对结果', en: 'Reconciliation of tables' },
  grain: 'reconciliation x facility x month',
  key: ['reconciliation', 'facility_id', 'month'],
  dateColumn: 'month',
  facilityColumn: 'facility_id',
  owedBy: [],
  system: true,
  checks: [],
  columns: [
    {
      name: 'reconciliation',
      type: 'text',
      headers: ['reconciliation'],
      title: { zh: '核对项', en: 'Reconciliation' },
      required: true,
    },
    {
      name: 'facility_id',
      type: 'text',
      headers: ['facility_id'],
      title: { zh: '机构代码', en: 'Facility id' },
      required: true,
    },
    { name: 'month', type: 'date', headers: ['month'], title: { zh: '月份（首日）', en: 'First day' }, required: true },
    amount('left_value', '左表数值', 'Value of the left table, raised to the whole where it was sampled'),
    amount('right_value', '右表数值', 'Value of the right table, raised to the whole where it was sampled'),
    amount('difference', '差值', 'Left less right'),
    amount('allowed', '允许差值', 'Difference that is allowed'),
    {
      name: 'within',
      type: 'boolean',
      headers: ['within'],
      title: { zh: '是否相符', en: 'Agrees within the tolerance' },
      required: true,
    },
  ],
}

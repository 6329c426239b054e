import { day, text, yesNo } from '../columns'
import type { Column, WarehouseTable } from '../contract'
import { unsent } from './unsent'

/** Of whatever the two tables count; may be below zero. */
const value = (name: string, zh: string, en: string): Column => ({ ...text(name, zh, en), type: 'decimal' })

/** What two tables that count the same thing say of a facility and month; written anew after either was published. */
export const RECONCILIATION_RESULT: WarehouseTable = unsent({
  name: 'reconciliation_result',
  title: { zh: '表间核对结果', en: 'Reconciliation of tables' },
  grain: 'reconciliation x facility x month',
  key: ['reconciliation', 'facility_id', 'month'],
  dateColumn: 'month',
  columns: [
    text('reconciliation', '核对项', 'Reconciliation'),
    text('facility_id', '机构代码', 'Facility id'),
    day('month', '月份（首日）', 'First day'),
    value('left_value', '左表数值', 'Value of the left table, raised to the whole where it was sampled'),
    value('right_value', '右表数值', 'Value of the right table, raised to the whole where it was sampled'),
    value('difference', '差值', 'Left less right'),
    value('allowed', '允许差值', 'Difference that is allowed'),
    yesNo('within', '是否相符', 'Agrees within the tolerance'),
  ],
})

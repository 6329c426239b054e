import { choice, count, day, instant, text, yesNo } from '../columns'
import type { Column, WarehouseTable } from '../contract'
import { RECONCILIATION_RESULT } from './reconciliation-table'
import { unsent } from './unsent'

const optional = { required: false } as const

/** Whom and what a fact is about; an empty facility where the row names none that is known. */
const about: readonly Column[] = [
  text('facility_id', '机构代码', 'Facility id', optional),
  text('table_name', '数据表', 'Table'),
  day('day', '数据日期', 'Day of the rows'),
  text('batch', '批次', 'Batch'),
]

/**
 * What the importer notes of every file, in the same publication as its rows. Facts only ever add up: a later file adds its own and
 * changes none, so that what came first and what holds now can both be told. See docs/quality.md.
 */
export const QUALITY_DAY: WarehouseTable = unsent({
  name: 'quality_day',
  title: { zh: '数据质量日记录', en: 'Data quality by day' },
  grain: 'facility x table x day x batch',
  key: ['facility_id', 'table_name', 'day', 'batch'],
  dateColumn: 'day',
  columns: [
    ...about,
    instant('received_at', '收到时间', 'Received, UTC'),
    count('rows_received', '收到行数', 'Rows received'),
    count('rows_published', '入库行数', 'Rows published'),
    count('rows_rejected', '退回行数', 'Rows rejected'),
    count('rows_flagged', '存疑行数', 'Published rows that broke a flagging check'),
    count('rows_undated', '日期无法识别行数', 'Rows without a readable day'),
    count('first_received', '首报收到行数', 'Rows received in the first file that brought this day'),
    count('first_published', '首报入库行数', 'Rows published of the first file that brought this day'),
    count('cells_expected', '应填数据项', 'Cells that should be filled in the published rows'),
    count('cells_filled', '已填数据项', 'Cells that are filled in the published rows'),
    count('rows_on_time', '按时入库行数', 'Rows published by the due day'),
  ],
})

/** Why rows were rejected or flagged, counted; a row with two faults counts under both. */
export const QUALITY_FAULT: WarehouseTable = unsent({
  name: 'quality_fault',
  title: { zh: '数据质量问题', en: 'Data quality faults' },
  grain: 'facility x table x day x batch x column x fault',
  key: ['facility_id', 'table_name', 'day', 'batch', 'severity', 'field', 'fault'],
  dateColumn: 'day',
  columns: [
    ...about,
    choice('severity', '处理', 'Severity', ['reject', 'flag']),
    text('field', '字段', 'Column; empty for a line that is no record', optional),
    text('fault', '问题', 'Code of the fault, or check:<id>'),
    count('rows', '行数', 'Rows'),
  ],
})

/** Every rejected row without its contents, so that a correction can be told from a new row. */
export const QUALITY_REJECT: WarehouseTable = unsent({
  name: 'quality_reject',
  title: { zh: '退回行', en: 'Rejected rows' },
  grain: 'rejected row',
  key: ['batch', 'line'],
  dateColumn: 'day',
  columns: [
    ...about,
    count('line', '行号', 'Line in the file'),
    text('key_hash', '业务主键摘要', 'Hash of the business key; empty where a part of it cannot be read', optional),
    day('file_from', '所在文件首日', 'First day the facility has in the file'),
    day('file_to', '所在文件末日', 'Last day the facility has in the file'),
    count('cells_expected', '应填数据项', 'Cells that should be filled'),
    count('cells_filled', '已填数据项', 'Cells that are filled'),
  ],
})

/** Rejected rows that a later file brought again, rightly or as a new reject. */
export const QUALITY_SETTLED: WarehouseTable = unsent({
  name: 'quality_settled',
  title: { zh: '已更正的退回行', en: 'Rejected rows sent again' },
  grain: 'rejected row x later batch',
  key: ['rejected_batch', 'rejected_line', 'batch'],
  dateColumn: 'day',
  columns: [
    ...about,
    text('rejected_batch', '退回批次', 'Batch of the rejected row'),
    count('rejected_line', '退回行号', 'Line of the rejected row'),
    yesNo('published', '已入库', 'Brought rightly; false when it was rejected again', optional),
  ],
})

export const tables: readonly WarehouseTable[] = [
  QUALITY_DAY,
  QUALITY_FAULT,
  QUALITY_REJECT,
  QUALITY_SETTLED,
  RECONCILIATION_RESULT,
]

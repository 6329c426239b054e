import { RISK_CLASSES } from '@cockpit/domain/drg/grouping'
import { GROUPER_FAULTS, REASON_CODES } from '@cockpit/domain/drg/ungrouped-reason'
import { amount, choice, day, facilityId, text } from '../columns'
import type { WarehouseTable } from '../contract'

/**
 * What a grouper made of front pages, sent as a file or written by `cockpit grouping run`. A page is found by facility, record number and
 * day of discharge. Each version keeps its own row; the version that holds from the latest day counts, and a fault of the grouper only
 * where nothing else was ever said. Without a row the group on the page itself counts.
 */
export const drgResult: WarehouseTable = {
  name: 'drg_result',
  title: { zh: '分组结果', en: 'Grouped results' },
  grain: 'discharge x grouping version',
  key: ['facility_id', 'record_no', 'discharged_on', 'drg_version'],
  dateColumn: 'discharged_on',
  facilityColumn: 'facility_id',
  // A hospital would write its own weights.
  sentBy: 'commission',
  // Pages that came after the last results are ungrouped, not unknown: figures are not cut at the newest result.
  holds: true,
  owedBy: [],
  columns: [
    { ...facilityId, headers: ['facility_id', '机构代码', '医疗机构代码', 'A01'] },
    text('record_no', '病案号', 'Record number', { also: ['A48'], identifier: 'hash' }),
    day('discharged_on', '出院日期', 'Day of discharge', { also: ['出院时间', 'B15'] }),
    text('drg_version', '分组版本', 'Grouping version', { also: ['DRG_VERSION', '分组器版本'] }),
    day('version_from', '版本启用日期', 'Day from which the version holds', { also: ['分组日期'] }),
    text('mdc', '主要诊断大类', 'Major diagnostic category', { also: ['MDC', 'MDC编码'], required: false }),
    text('adrg', '核心疾病诊断相关组', 'Adjacent DRG', { also: ['ADRG', 'ADRG编码'], required: false }),
    text('drg_code', '分组代码', 'DRG', { also: ['DRG', 'DRG_CODE', 'DRG编码'], required: false }),
    text('drg_name', '分组名称', 'Name of the group', { also: ['DRG_NAME', 'DRG名称'], required: false }),
    amount('weight', '权重', 'Relative weight', { also: ['RW', '权重RW', '权重 RW'], required: false, max: 1000 }),
    // Their codes stand under their own names alone; words under Chinese headers are read by the mapping drg-result-chinese.
    choice('risk_class', '死亡风险分级', 'Mortality risk class', RISK_CLASSES, {
      headers: ['risk_class'],
      required: false,
    }),
    choice('ungrouped_reason', '未入组原因', 'Reason not grouped', REASON_CODES, {
      headers: ['ungrouped_reason'],
      required: false,
    }),
  ],
  checks: [
    {
      id: 'group-or-reason',
      column: 'drg_code',
      brokenWhen: '(drg_code IS NULL) = (ungrouped_reason IS NULL)',
      message: {
        zh: '每个病例要么有分组代码，要么有未入组原因，不能都有或都没有',
        en: 'A case has either a group or a reason why it has none, never both or neither',
      },
      severity: 'reject',
    },
  ],
  completes: {
    table: 'discharge',
    view: 'discharge_grouped',
    match: {
      facility_id: 'd.facility_id',
      record_no: 'd.record_no',
      discharged_on: 'CAST(d.discharged_at AS DATE)',
    },
    newest: [
      `CASE WHEN r.ungrouped_reason IN (${GROUPER_FAULTS.map((code) => `'${code}'`).join(', ')}) THEN 1 ELSE 0 END`,
      'r.version_from DESC',
      'r.drg_version DESC',
    ],
    replaces: ['drg_code', 'drg_version'],
    adds: {
      mdc: 'mdc',
      weight: 'result_weight',
      risk_class: 'result_risk_class',
      ungrouped_reason: 'ungrouped_reason',
    },
  },
}

import type { WarehouseTable } from '../contract'
import { caseChecks, caseOutliers, caseTwins } from './case-checks'
import { feeColumns } from './fee-items'
import { patientColumns } from './patient-columns'
import { stayColumns } from './stay-columns'

/** The front page of the medical record as senders deliver it under the HQMS codes. */
export const discharge: WarehouseTable = {
  name: 'discharge',
  title: { zh: '出院病案首页', en: 'Discharges (front page of the medical record)' },
  grain: 'discharge',
  key: ['facility_id', 'record_no', 'admission_no', 'discharged_at'],
  dateColumn: 'discharged_at',
  facilityColumn: 'facility_id',
  owedBy: ['general', 'traditional', 'maternal', 'specialised'],
  owedEvery: 'month',
  // Coding takes its time: pages of a month are due on the 10th of the next. A default, for the commission to change.
  dueDays: 10,
  columns: [
    ...patientColumns,
    ...stayColumns,
    {
      name: 'cost_total',
      type: 'decimal',
      headers: ['D01'],
      title: { zh: '总费用', en: 'Total cost, yuan' },
      required: true,
      min: 0,
    },
    {
      name: 'cost_own',
      type: 'decimal',
      headers: ['D09'],
      title: { zh: '自付金额', en: 'Paid by the patient, yuan' },
      required: false,
      expected: true,
      min: 0,
    },
    ...feeColumns,
    {
      name: 'drg_code',
      type: 'text',
      headers: ['DRG', 'DRG_CODE'],
      title: { zh: '分组结果', en: 'DRG assigned by the region’s grouper' },
      required: false,
    },
    {
      name: 'drg_version',
      type: 'text',
      headers: ['DRG_VERSION'],
      title: { zh: '分组版本', en: 'Grouper version' },
      required: false,
    },
  ],
  checks: caseChecks,
  outliers: caseOutliers,
  twins: caseTwins,
}

import { amount, HOSPITALS, text } from '../columns'
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
  owedBy: HOSPITALS,
  owedEvery: 'month',
  // Coding takes its time: pages of a month are due on the 10th of the next. A default, for the commission to change.
  dueDays: 10,
  columns: [
    ...patientColumns,
    ...stayColumns,
    amount('cost_total', '总费用', 'Total cost, yuan', { headers: ['D01'] }),
    amount('cost_own', '自付金额', 'Paid by the patient, yuan', { headers: ['D09'], required: 'expected' }),
    ...feeColumns,
    text('drg_code', '分组结果', 'DRG assigned by the region’s grouper', {
      headers: ['DRG', 'DRG_CODE'],
      required: false,
    }),
    text('drg_version', '分组版本', 'Grouper version', { headers: ['DRG_VERSION'], required: false }),
  ],
  checks: caseChecks,
  outliers: caseOutliers,
  twins: caseTwins,
}

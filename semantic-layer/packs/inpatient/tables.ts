import { count, day, facilityId, HOSPITALS, text } from '../columns'
import type { WarehouseTable } from '../contract'
import { discharge } from './discharge-table'
import { drgReference } from './reference-table'
import { drgResult } from './result-table'

/** Beds beside those that are open: the daily return may leave them to the month-end return. */
const BEDS = [
  ['beds_planned', '编制床位', 'Planned beds'],
  ['beds_in_place', '实有床位', 'Beds in place'],
  ['icu_beds', '重症床位', 'Open intensive-care beds at 24:00'],
] as const

export const tables: readonly WarehouseTable[] = [
  discharge,
  {
    name: 'bed_day',
    title: { zh: '床日', en: 'Bed-days' },
    grain: 'facility x department x day',
    key: ['facility_id', 'department', 'bed_date'],
    dateColumn: 'bed_date',
    facilityColumn: 'facility_id',
    owedBy: HOSPITALS,
    owedEvery: 'day',
    // Two days, as for other daily returns: a default, for the commission to change.
    dueDays: 2,
    columns: [
      facilityId,
      text('department', '科室', 'Department'),
      day('bed_date', '日期', 'Day'),
      count('open_beds', '实际开放床位', 'Open beds at 24:00', { max: 20000 }),
      count('occupied_beds', '实际占用床位', 'Occupied beds at 24:00', { max: 20000 }),
      ...BEDS.map(([name, zh, en]) => count(name, zh, en, { required: false, max: 20000 })),
      count('admissions', '入院人次', 'Admissions'),
      count('discharges', '出院人次', 'Discharges'),
    ],
    checks: [
      {
        id: 'occupied-far-above-open',
        column: 'occupied_beds',
        brokenWhen: 'occupied_beds > open_beds * 2 + 10',
        message: { zh: '占用床位超过开放床位的两倍', en: 'More than twice as many beds occupied as open' },
        severity: 'reject',
      },
    ],
  },
  drgReference,
  drgResult,
]

import type { Reconciliation } from '../contract'

/** The bed return and the front pages count the same discharges; the bed return and the month-end count the same beds. */
export const reconciliations: readonly Reconciliation[] = [
  {
    id: 'front-pages-against-bed-return',
    title: { zh: '病案首页份数与床位日报出院人次', en: 'Front pages against the discharges of the bed return' },
    left: { table: 'discharge', aggregate: 'count(*)' },
    right: { table: 'bed_day', aggregate: 'sum(discharges)' },
    tolerance: 0.02,
    // Of thirty discharges two hundredths is less than one patient: who leaves at midnight would fail a small hospital.
    slack: 2,
    message: {
      zh: '病案首页份数与床位日报的出院人次相差超过 2%：可能漏报首页，或日报有误',
      en: 'The front pages differ from the discharges of the bed return by more than 2 %: pages are missing, or the return is wrong',
    },
  },
  {
    id: 'open-beds-against-beds-in-place',
    title: { zh: '平均开放床位与月末实有床位', en: 'Mean open beds against the beds in place at month end' },
    left: { table: 'bed_day', aggregate: 'sum(open_beds) * 1.0 / nullif(count(DISTINCT bed_date), 0)' },
    right: { table: 'resource_snapshot', aggregate: 'sum(beds)' },
    tolerance: 0.15,
    slack: 5,
    message: {
      zh: '床位日报的平均开放床位与月末实有床位相差超过 15%',
      en: 'The mean open beds of the bed return differ from the beds in place by more than 15 %',
    },
  },
]

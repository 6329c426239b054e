import type { Reconciliation } from '../contract'

export const reconciliations: readonly Reconciliation[] = [
  {
    id: 'income-items-with-daily-income',
    title: { zh: '分项月报与日报的医疗收入', en: 'Income by item against daily income' },
    left: { table: 'income_month', aggregate: 'sum(amount)' },
    right: { table: 'visit_day', aggregate: 'sum(outpatient_income + inpatient_income)' },
    tolerance: 0.02,
    message: {
      zh: '分项月报的医疗收入与日报合计相差超过 2%',
      en: 'Medical income of the monthly return by item differs from the daily returns by more than 2 %',
    },
  },
]

import type { IndicatorDefinition } from './definition'

/** A definition for tests of what is made of one. */
export const DRUG_SHARE: IndicatorDefinition = {
  id: 'income.drugShare',
  zh: '药占比',
  en: 'Drug share',
  unit: { zh: '%', en: '%' },
  format: 'percent',
  digits: 1,
  direction: 'lower',
  formula: { zh: '药品收入 ÷ 医疗收入', en: 'drug income ÷ medical income' },
  standard: '公立医院绩效考核',
  evidence: 'default',
  version: '1',
  effectiveFrom: '2026-01-01',
  owner: '财务处',
  sensitivity: 'facility',
  kind: 'ratio',
  per: 1,
  tables: ['visit_day'],
  pack: 'outpatient',
  dimensions: [],
  scope: 'facility',
  grain: 'day',
}

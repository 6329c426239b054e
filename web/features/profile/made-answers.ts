import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'

/** Definitions, cells and answers for the tests of the views. */
export const definition = (id: string, direction: IndicatorDefinition['direction'] = 'lower'): IndicatorDefinition => ({
  id,
  zh: id,
  en: id,
  unit: { zh: '', en: '' },
  format: 'decimal',
  digits: 2,
  direction,
  formula: { zh: 'x', en: 'x' },
  standard: 's',
  evidence: 'default',
  version: '1',
  effectiveFrom: '2026-01-01',
  owner: 'o',
  sensitivity: 'aggregate',
  kind: 'ratio',
  per: 1,
  tables: ['t'],
  pack: 'p',
  dimensions: [],
  scope: 'facility',
  grain: 'day',
})
export const shown = (indicator: string, value: number, more: Partial<Envelope> = {}): Envelope => ({
  indicator,
  state: 'shown',
  value,
  definitionVersion: '1',
  ...more,
})
export const hidden = (indicator: string): Envelope => ({ indicator, state: 'suppressed', definitionVersion: '1' })
export const answer = (rows: readonly AnswerRow[], rest?: Answer['rest']): Answer => ({
  rows: [...rows],
  ...(rest ? { rest } : {}),
  period: { from: '2026-10-01', to: '2026-10-31' },
  dataThrough: null,
  asOf: null,
  coverage: null,
  dataVersion: '',
  demo: true,
})

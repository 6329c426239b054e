import { z } from 'zod'
import { COUNT_CUSUM, COUNT_SCALES, countCusum } from '../surveillance/cusum'
import { riskAdjustedCusum } from '../surveillance/risk-adjusted-cusum'
import { SurveillanceError } from '../surveillance/series'
import { seriesInput, verdictsShown } from './count-series'
import { field, method } from './method'

/** CUSUM of one series of counts. */
export const cusum = method({
  name: 'cusum',
  title: { zh: '累积和 CUSUM（计数）', en: 'CUSUM of counts' },
  formula: {
    zh: 'S = max(0, S + z − k)，S > h 报警；z = (y−μ)÷√μ，或 Rossi 变换 (y − 3μ + 2√(yμ)) ÷ (2√μ)',
    en: 'S = max(0, S + z − k), alarm with S > h; z = (y − μ) ÷ √μ, or after Rossi (y − 3μ + 2√(yμ)) ÷ (2√μ)',
  },
  source: 'Page 1954；Rossi et al. 1999',
  refusals: [SurveillanceError],
  input: z.strictObject({
    ...seriesInput,
    scale: field.choice(COUNT_SCALES, 'how counts are standardised').default(COUNT_CUSUM.scale),
    expected: z
      .union([field.above('the expected count'), field.rows(field.above('an expected count'), 'expected counts')], {
        error: 'give a count above 0, a list with one for each step, or nothing',
      })
      .nullable()
      .default(null),
    baseline: field
      .whole('how many first steps give the mean, a whole number from 2', { min: 2 })
      .default(COUNT_CUSUM.baseline),
    reference: field.number('the reference value k, a number from 0').default(COUNT_CUSUM.reference),
    decision: field.above('the decision limit h, above 0').default(COUNT_CUSUM.decision),
    restart: z.boolean({ error: 'give true or false' }).default(COUNT_CUSUM.restart),
  }),
  example: {
    from: '2025-01-01',
    step: 'month' as const,
    counts: [4, 6, 3, 5, 7, 4, 5, 4, 6, 5, 8, 9, 11, 10, 12],
    baseline: 10,
  },
  work({ from, step, counts, stepsPerYear, ...settings }) {
    const shown = verdictsShown(countCusum({ from, step, counts, stepsPerYear }, settings))
    const { scale, reference, decision } = settings
    return { ...shown, figures: { scale, reference, decision, ...shown.figures } }
  },
})

/** Steiner's chart of cases with a predicted risk. */
export const riskAdjusted = method({
  name: 'risk-adjusted-cusum',
  title: { zh: '风险调整 CUSUM（Steiner）', en: 'Risk-adjusted CUSUM (Steiner)' },
  formula: {
    zh: '发生事件 W = ln(R ÷ (1−p+Rp))，否则 W = ln(1 ÷ (1−p+Rp))；S = max(0, S+W)，S > h 报警后归零',
    en: 'With the event W = ln(R ÷ (1 − p + Rp)), without W = ln(1 ÷ (1 − p + Rp)); S = max(0, S + W), alarm with S > h, then from 0',
  },
  source: 'Steiner et al. 2000',
  refusals: [SurveillanceError],
  input: z.strictObject({
    oddsRatio: field.above('how many times the predicted odds are looked for, such as 2').default(2),
    decision: field.above('the decision limit h, above 0'),
    cases: field.rows(
      z.strictObject({
        risk: field.number('the predicted chance, above 0 and below 1', { max: 1 }),
        event: z.boolean({ error: 'give true where it happened, else false' }),
      }),
      'cases in the order of their days',
    ),
  }),
  example: {
    oddsRatio: 2,
    decision: 4.5,
    cases: [
      { risk: 0.01, event: false },
      { risk: 0.05, event: true },
      { risk: 0.2, event: false },
      { risk: 0.02, event: true },
      { risk: 0.3, event: true },
    ],
  },
  work({ cases, oddsRatio, decision }) {
    const steps = riskAdjustedCusum(cases, { oddsRatio, decision })
    return {
      figures: {
        cases: cases.length,
        events: cases.filter((one) => one.event).length,
        expectedEvents: cases.reduce((sum, one) => sum + one.risk, 0),
        alarms: steps.filter((step) => step.alarm).length,
      },
      tables: {
        cases: steps.map(({ weight, sum, excess, alarm }, at) => ({
          case: at + 1,
          weight,
          sum,
          excess,
          alarm: alarm ? 1 : 0,
        })),
      },
    }
  },
})

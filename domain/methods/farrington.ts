import { z } from 'zod'
import { farrington, farrington1996, farringtonFlexible } from '../surveillance/farrington'
import { LIMIT_KINDS } from '../surveillance/prediction-limit'
import { SurveillanceError } from '../surveillance/series'
import { seriesInput, verdictsShown } from './count-series'
import { field, MethodInputError, method } from './method'

/** Invented: seven years of months with a season, and many more cases in the last two. */
const EXAMPLE_COUNTS = Array.from({ length: 84 }, (_, month) =>
  Math.round(24 + 9 * Math.sin((month / 6) * Math.PI) + ((month * 7) % 5) - 2 + (month >= 82 ? 30 : 0)),
)

/** Farrington's method, of 1996 or flexible, of one series of counts. */
export const farringtonMethod = method({
  name: 'farrington',
  title: { zh: 'Farrington 法（1996 与改进版）', en: 'Farrington, of 1996 and flexible' },
  formula: {
    zh: '对往年同期拟合准泊松回归，既往暴发按 Anscombe 残差降权；U = (μ^⅔ + z√(⁴⁄₉ μ^⅓ τ))^{3/2}，τ = φ + se²÷μ，或负二项分位数；X = (y−μ)÷(U−μ)，y>U 且近 4 周≥5 例报警',
    en: 'Quasi-Poisson regression on the same weeks of earlier years, past outbreaks weighed down by Anscombe residuals; U = (μ^⅔ + z√(⁴⁄₉ μ^⅓ τ))^{3/2}, τ = φ + se² ÷ μ, or a negative-binomial quantile; X = (y − μ) ÷ (U − μ); alarm with y > U and 5 cases in 4 weeks',
  },
  source: 'Farrington et al. 1996；Noufaily et al. 2013；Salmon et al. 2016',
  refusals: [SurveillanceError],
  input: z.strictObject({
    ...seriesInput,
    variant: field.choice(['flexible', '1996'], 'which of the two').default('flexible'),
    people: field.rows(field.above('how many people, above 0'), 'populations, one a count').optional(),
    years: field.whole('how many years back, a whole number from 1', { min: 1 }).optional(),
    halfWindow: field.whole('how many steps on each side of the same step, a whole number from 0').optional(),
    seasons: field.whole('how many seasons, a whole number from 1', { min: 1 }).optional(),
    leftOut: field.whole('how many steps just before are left out, a whole number from 0').optional(),
    trend: z.boolean({ error: 'give true or false' }).optional(),
    outbreakResidual: field
      .above('the residual from which a past count loses weight, such as 2.58')
      .nullable()
      .optional(),
    limit: field.choice(LIMIT_KINDS, 'how the limit is worked out').optional(),
    tail: field.above('the one-sided chance of passing the limit, such as 0.005').optional(),
    fewestCases: field.whole('how many recent cases an alarm needs, a whole number from 0').optional(),
    recentSteps: field.whole('in how many steps, a whole number from 1', { min: 1 }).optional(),
    judge: field.whole('how many of the last steps to judge, a whole number from 1', { min: 1 }).optional(),
  }),
  example: {
    variant: 'flexible' as const,
    from: '2019-01-01',
    step: 'month' as const,
    counts: EXAMPLE_COUNTS,
    judge: 12,
  },
  work({ from, step, counts, stepsPerYear, variant, people, judge, ...rest }) {
    if (step === 'day') throw new MethodInputError('step: is "day"; sum the days into weeks, which this method judges')
    const usual = variant === '1996' ? farrington1996(step) : farringtonFlexible(step)
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
    const settings = { ...usual, ...given, people: people !== undefined }
    const to = counts.length - 1
    const range = { from: judge === undefined ? 0 : Math.max(0, to - judge + 1), to }
    const verdicts = farrington({ from, step, counts, stepsPerYear, people }, settings, range)
    const shown = verdictsShown(verdicts)
    return {
      ...shown,
      figures: { variant, limit: settings.limit, tail: settings.tail, years: settings.years, ...shown.figures },
      tables: {
        ...shown.tables,
        models: verdicts.flatMap((one) => (one.kind === 'judged' ? [{ date: one.date, ...one.model }] : [])),
      },
    }
  },
})

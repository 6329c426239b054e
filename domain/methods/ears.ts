import { z } from 'zod'
import { EARS_METHODS, ears, earsSettings } from '../surveillance/ears'
import { SurveillanceError } from '../surveillance/series'
import { seriesInput, verdictsShown } from './count-series'
import { field, method } from './method'

/** EARS of one series of counts. */
export const earsMethod = method({
  name: 'ears',
  title: { zh: '早期异常报告 EARS：C1、C2、C3', en: 'EARS: C1, C2, C3' },
  formula: {
    zh: 'C = (y − x̄) ÷ max(s, 下限)；C1 基线 t−7..t−1，C2 基线 t−9..t−3，C>3 报警；C3 = Σ(t−2..t) max(0, C2−1)，>2 报警',
    en: 'C = (y − x̄) ÷ max(s, floor); baseline of C1 t−7..t−1, of C2 t−9..t−3, alarm above 3; C3 = Σ(t−2..t) max(0, C2 − 1), alarm above 2',
  },
  source: 'Hutwagner et al. 2003；Fricker et al. 2008',
  refusals: [SurveillanceError],
  input: z.strictObject({
    ...seriesInput,
    method: field.choice(EARS_METHODS, 'which of the three').default('C2'),
    baseline: field.whole('how many steps make the baseline, a whole number from 3', { min: 3 }).default(7),
    fewest: field.whole('how many of them have to be reported, a whole number from 3', { min: 3 }).optional(),
    threshold: field.above('the deviations (C3: the sum) above which there is an alarm, such as 3').optional(),
    floor: field.number('the least standard deviation, a number from 0').default(0.5),
    leaveOutAlarms: z.boolean({ error: 'give true or false' }).default(false),
  }),
  example: {
    method: 'C2' as const,
    from: '2026-01-01',
    step: 'day' as const,
    counts: [3, 4, 2, 5, 3, 4, 3, 6, 5, 4, 9, 12],
  },
  work({ from, step, counts, stepsPerYear, method: kind, fewest, threshold, ...rest }) {
    const usual = earsSettings(kind)
    const settings = { ...usual, ...rest, fewest: fewest ?? rest.baseline, threshold: threshold ?? usual.threshold }
    const shown = verdictsShown(ears({ from, step, counts, stepsPerYear }, settings))
    return { ...shown, figures: { method: kind, threshold: settings.threshold, ...shown.figures } }
  },
})

import type { Bilingual } from '../ids'
import { CalendarDate } from '../period/calendar'
import { STEPS } from '../surveillance/series'
import { NOT_JUDGED, type NotJudgedReason, type Verdict } from '../surveillance/verdict'
import { field, type Line, type MethodResult } from './method'

/** The series that the methods of early warning read. */
export const seriesInput = {
  from: field.text('the first day of the first step as yyyy-mm-dd, such as "2026-01-01"').pipe(CalendarDate),
  step: field.choice(STEPS, 'how long a step is'),
  counts: field.rows(
    field.number('a count from 0, or null where nothing was reported').nullable(),
    'counts, oldest first',
  ),
  stepsPerYear: field
    .whole('how many steps make a year, such as 52, where the calendar is not to be asked', { min: 1 })
    .optional(),
}

const WHY: Readonly<Record<NotJudgedReason, Bilingual>> = {
  'not-reported': { zh: '当期未报', en: 'not reported' },
  'history-short': { zh: '历史不够长', en: 'history too short' },
  'history-gap': { zh: '历史缺报过多', en: 'too much of the history not reported' },
  'no-fit': { zh: '模型无解', en: 'no estimate' },
}

/** Verdicts as figures and a table; what was not judged is counted by its reason, never shown as calm. */
export function verdictsShown(verdicts: readonly Verdict[]): Pick<MethodResult, 'figures' | 'tables' | 'notes'> {
  const alarms = verdicts.filter((one) => one.kind === 'judged' && one.alarm)
  const reasons = NOT_JUDGED.map((why) => ({
    why,
    count: verdicts.filter((one) => one.kind === 'not-judged' && one.why === why).length,
  })).filter(({ count }) => count > 0)
  return {
    figures: {
      steps: verdicts.length,
      judged: verdicts.filter((one) => one.kind === 'judged').length,
      alarms: alarms.length,
      lastAlarm: alarms.at(-1)?.date ?? null,
    },
    tables: { steps: verdicts.map(line) },
    notes:
      reasons.length === 0
        ? []
        : [
            {
              zh: `未判：${reasons.map(({ why, count }) => `${WHY[why].zh} ${count}`).join('，')}`,
              en: `Not judged: ${reasons.map(({ why, count }) => `${WHY[why].en} ${count}`).join(', ')}`,
            },
          ],
  }
}

function line(one: Verdict): Line {
  if (one.kind === 'not-judged')
    return {
      date: one.date,
      observed: one.observed,
      expected: null,
      limit: null,
      score: null,
      chance: null,
      alarm: null,
      state: one.why,
    }
  const { date, observed, expected, limit, score, chance, alarm, held } = one
  return {
    date,
    observed,
    expected,
    limit,
    // Above a limit of 0 the score is infinite, which JSON cannot say.
    score: Number.isFinite(score) ? score : null,
    chance,
    alarm: alarm ? 1 : 0,
    state: held ?? 'judged',
  }
}

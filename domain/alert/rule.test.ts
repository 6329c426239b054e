import { describe, expect, it } from 'vitest'
import { type AlertRule, judge } from './rule'

const above: AlertRule['when'] = { kind: 'threshold', op: '>', value: 0.3, months: 3 }
const silent: AlertRule['when'] = { kind: 'not-reported', months: 2 }
const surge: AlertRule['when'] = { kind: 'surge', factor: 4, baseline: 3, floor: 10 }

describe('judge', () => {
  it.each<[string, AlertRule['when'], (number | null)[], boolean]>([
    ['three months above the limit', above, [0.2, 0.31, 0.32, 0.33], true],
    ['equal to the limit is not outside it (strict >)', above, [0.31, 0.3, 0.33], false],
    ['two of three months', above, [0.29, 0.31, 0.33], false],
    ['too little history', above, [0.31, 0.33], false],
    ['a withheld month breaks the run', above, [0.31, null, 0.33], false],
    ['below, for a floor', { kind: 'threshold', op: '<', value: 5, months: 1 }, [6, 4], true],
    ['silent for two months after reporting', silent, [7, null, null], true],
    ['silent for one month only', silent, [7, 8, null], false],
    ['never reported at all', silent, [null, null, null], false],
    ['reported zero is not silence', silent, [7, 0, 0], false],
    ['more than four times the baseline', surge, [3, 3, 3, 13], true],
    ['exactly four times the baseline', surge, [3, 3, 3, 12], false],
    ['a surge below the floor', surge, [1, 1, 1, 9], false],
    ['a gap in the baseline', surge, [3, null, 3, 50], false],
  ])('%s', (_, when, values, fires) => {
    expect(judge(when, values) !== null).toBe(fires)
  })

  it('says the value, the limit and over how many months', () => {
    expect(judge(above, [0.31, 0.32, 0.35])).toEqual({ value: 0.35, limit: 0.3, months: 3 })
    expect(judge(surge, [2, 4, 3, 30])).toEqual({ value: 30, limit: 12, months: 1 })
  })
})

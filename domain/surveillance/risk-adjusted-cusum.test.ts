import { describe, expect, test } from 'vitest'
import { random } from '../random/random'
import { decisionLimitFor, riskAdjustedCusum } from './risk-adjusted-cusum'
import { SurveillanceError } from './series'

const cases = [
  { risk: 0.01, event: false },
  { risk: 0.05, event: true },
  { risk: 0.2, event: false },
  { risk: 0.02, event: true },
  { risk: 0.3, event: true },
]

test('the vector', () => {
  const steps = riskAdjustedCusum(cases, { oddsRatio: 2, decision: 5 })
  for (const [place, value] of [-0.00995, 0.644357, -0.182322, 0.673345, 0.430783].entries())
    expect(steps[place]?.weight).toBeCloseTo(value, 6)
  for (const [place, value] of [0, 0.644357, 0.462035, 1.13538, 1.566163].entries())
    expect(steps[place]?.sum).toBeCloseTo(value, 6)
  expect(steps.at(-1)?.excess).toBeCloseTo(3 - 0.58, 12)
})

test('after an alarm the sum begins at 0', () => {
  const steps = riskAdjustedCusum(cases, { oddsRatio: 2, decision: 1 })
  expect(steps.map((step) => step.alarm)).toEqual([false, false, false, true, false])
  expect(steps[4]?.sum).toBeCloseTo(0.430783, 6)
})

test('a case of low risk that dies weighs more than one of high risk', () => {
  const [low, high] = riskAdjustedCusum(
    [
      { risk: 0.01, event: true },
      { risk: 0.9, event: true },
    ],
    { oddsRatio: 2, decision: 9 },
  )
  expect(low?.weight).toBeGreaterThan(high?.weight ?? 9)
})

test('an odds ratio below 1 looks for fewer events', () => {
  const calm = Array.from({ length: 60 }, () => ({ risk: 0.2, event: false }))
  expect(riskAdjustedCusum(calm, { oddsRatio: 0.5, decision: 3 }).some((step) => step.alarm)).toBe(true)
  expect(riskAdjustedCusum(calm, { oddsRatio: 2, decision: 3 }).some((step) => step.alarm)).toBe(false)
})

describe('the decision limit', () => {
  const risks = [0.01, 0.02, 0.05, 0.1, 0.3]
  const runLength = 1000
  const h = decisionLimitFor({ risks, oddsRatio: 2, runLength, runs: 300 }, random('limit'))
  const lengthUnder = (odds: number) => {
    const chance = random('lengths', odds)
    let alarms = 0
    const size = 300_000
    for (let block = 0; block < 6; block++) {
      const drawn = Array.from({ length: size / 6 }, () => {
        const risk = risks[chance.below(risks.length)] ?? 0
        const changed = (odds * risk) / (1 - risk + odds * risk)
        return { risk, event: chance.next() < changed }
      })
      alarms += riskAdjustedCusum(drawn, { oddsRatio: 2, decision: h }).filter((step) => step.alarm).length
    }
    return size / alarms
  }
  test('gives the asked number of cases between false alarms', () => {
    const share = lengthUnder(1) / runLength
    expect(share).toBeGreaterThan(0.8)
    expect(share).toBeLessThan(1.2)
  })
  test('finds doubled odds several times faster', () => {
    expect(lengthUnder(2)).toBeLessThan(runLength / 4)
  })
  test('is the same for the same seed', () => {
    expect(decisionLimitFor({ risks, oddsRatio: 2, runLength: 100, runs: 50 }, random(7))).toBe(
      decisionLimitFor({ risks, oddsRatio: 2, runLength: 100, runs: 50 }, random(7)),
    )
  })
})

test.each([
  [{ risk: 0, event: false }, 2, 'Risk 1 is 0'],
  [{ risk: 1, event: true }, 2, 'Risk 1 is 1'],
  [{ risk: 0.1, event: true }, 1, 'odds ratio of 1'],
])('%j with odds ratio %d is refused', (one, oddsRatio, message) => {
  expect(() => riskAdjustedCusum([one], { oddsRatio, decision: 4 })).toThrow(SurveillanceError)
  expect(() => riskAdjustedCusum([one], { oddsRatio, decision: 4 })).toThrow(message)
})

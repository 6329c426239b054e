import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { random } from '../random/random'
import { funnel } from '../spc/funnel'
import { chanceOfSoMany, differBeyondChance } from './beyond-chance'
import { monthsIntervalAt, ratioIntervalAt, shareIntervalAt } from './intervals'
import { peerQuartiles } from './peer-band'
import { confidenceOfEach, type Interval, rankIntervals } from './rank-interval'
import { type Contestant, fairRanking, inOrder, type Ranking } from './ranking'
import { UNRANKED_WORDS, withheldWords } from './ranking-words'

describe('rank intervals', () => {
  const FOUR: Interval[] = [
    { lower: 1, upper: 2 },
    { lower: 2, upper: 4 },
    { lower: 3, upper: 5 },
    { lower: 6, upper: 7 },
  ]

  it('of the lower is better: one whole interval apart is a rank, touching is not', () =>
    expect(rankIntervals(FOUR, 'lower')).toEqual([
      { best: 1, worst: 2 },
      { best: 1, worst: 3 },
      { best: 2, worst: 3 },
      { best: 4, worst: 4 },
    ]))

  it('of the higher is better: turned round', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const n = all.length
        const lower = rankIntervals(all, 'lower')
        const higher = rankIntervals(all, 'higher')
        for (const [i, { best, worst }] of lower.entries())
          expect(higher[i]).toEqual({ best: n + 1 - worst, worst: n + 1 - best })
      }),
    )
  })

  it('equal the pairs counted one by one', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        expect(rankIntervals(all, 'lower')).toEqual(
          all.map((own) => ({
            best: 1 + all.filter((other) => other.upper < own.lower).length,
            worst: all.length - all.filter((other) => own.upper < other.lower).length,
          })),
        )
      }),
    )
  })

  it('hold the rank of every choice of values from the intervals', () => {
    fc.assert(
      fc.property(intervals, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (all, stream) => {
        const at = stream[Symbol.iterator]()
        const values = all.map(({ lower, upper }) => lower + (upper - lower) * at.next().value)
        for (const [i, { best, worst }] of rankIntervals(all, 'lower').entries()) {
          const own = values[i] as number
          expect(1 + values.filter((value) => value < own).length).toBeGreaterThanOrEqual(best)
          expect(values.filter((value) => value <= own).length).toBeLessThanOrEqual(worst)
        }
      }),
    )
  })

  it('hold all true ranks together in at least 95 of 100 draws', () => {
    const chance = random('rank intervals')
    const rates = Array.from({ length: 12 }, (_, i) => 0.6 + 0.1 * i)
    const each = confidenceOfEach(rates.length, 0.95)
    expect(each).toBeCloseTo(0.9957347, 7)
    let held = 0
    for (let draw = 0; draw < 300; draw += 1) {
      const drawn = rates.map((rate) => ratioIntervalAt(chance.poisson(rate * 25), 25)(each) as Interval)
      if (rankIntervals(drawn, 'lower').every(({ best, worst }, i) => best <= i + 1 && i + 1 <= worst)) held += 1
    }
    expect(held).toBeGreaterThanOrEqual(285)
  })
})

const intervals = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 10 }))
    .map(([lower, width]): Interval => ({ lower, upper: lower + width })),
  { minLength: 1, maxLength: 12 },
)

describe('beyond chance', () => {
  it('the chance of so many is the sum of the binomial chances', () => {
    for (const [outside, units] of [
      [1, 20],
      [3, 20],
      [5, 35],
    ] as const) {
      let fewer = 0
      let ways = 1
      for (let k = 0; k < outside; k += 1) {
        fewer += ways * 0.05 ** k * 0.95 ** (units - k)
        ways = (ways * (units - k)) / (k + 1)
      }
      expect(chanceOfSoMany(outside, units, 0.05)).toBeCloseTo(1 - fewer, 12)
    }
    expect([chanceOfSoMany(0, 9, 0.05), chanceOfSoMany(10, 9, 0.05)]).toEqual([1, 0])
  })

  it.each([
    [0, 20, false],
    [3, 20, false],
    [4, 20, true],
    [1, 5, false],
    [2, 5, true],
  ])('%d of %d outside 95 %% is more than chance: %s', (outside, units, expected) => {
    const places = Array.from({ length: units }, (_, i) => (i < outside ? ('attention' as const) : ('inside' as const)))
    expect(differBeyondChance(places)).toBe(expected)
    expect(differBeyondChance([...places, 'warning'])).toBe(true)
  })
})

/** Facilities with deaths and expected deaths, placed by their funnel. */
function contestants(counts: readonly (readonly [number, number])[], change: Partial<Contestant> = {}): Contestant[] {
  const { units } = funnel(
    counts.map(([observed, base], i) => ({ id: `h${i + 1}`, observed, base })),
    { kind: 'standardised', dispersion: 'none' },
  )
  return units.map(({ id, observed, base, value, expected, place }) => ({
    id,
    group: '三级',
    value,
    expected,
    coverage: 1,
    place,
    interval: ratioIntervalAt(observed, base),
    ...change,
  }))
}
const APART = [
  [40, 100],
  [100, 100],
  [105, 100],
  [98, 100],
  [180, 100],
  [96, 100],
] as const
const reasonOf = (ranking: Ranking) => (ranking.state === 'withheld' ? ranking.why : null)

describe('the gate', () => {
  it('lets through what differs beyond chance, with ranks as intervals', () => {
    const ranking = fairRanking(contestants(APART), 'lower')
    expect(ranking).toMatchObject({ state: 'offered', group: '三级' })
    expect(ranking.standings.map((one) => (one.kind === 'ranked' ? [one.rank.best, one.rank.worst] : null))).toEqual([
      [1, 1],
      [2, 5],
      [2, 5],
      [2, 5],
      [6, 6],
      [2, 5],
    ])
    expect(inOrder(ranking.standings).map((one) => one.id)).toEqual(['h1', 'h2', 'h3', 'h4', 'h6', 'h5'])
  })

  it('withholds where all lie inside the limits, and tells nobody the order', () => {
    const ranking = fairRanking(
      contestants(Array.from({ length: 20 }, (_, i) => [95 + (i % 9), 100] as const)),
      'lower',
    )
    expect(reasonOf(ranking)).toEqual({ code: 'inside-limits', outside: 0, of: 20 })
    expect(ranking.standings).toEqual([])
  })

  it('withholds where one of twenty lies outside 95 %, which is chance', () => {
    const counts = Array.from({ length: 20 }, (_, i) => [i === 0 ? 124 : 100, 100] as const)
    expect(reasonOf(fairRanking(contestants(counts), 'lower'))).toEqual({ code: 'inside-limits', outside: 1, of: 20 })
  })

  it('a facility with fewer than five expected has no rank; where that leaves too few peers there is no ranking', () => {
    const one = fairRanking(contestants([...APART, [1, 4.9]]), 'lower')
    expect(one.standings.at(-1)).toEqual({ id: 'h7', kind: 'unranked', why: 'too-few-expected' })
    expect(one.state).toBe('offered')
    const most = fairRanking(contestants([...APART.slice(0, 3), [1, 4.9], [9, 4.9]]), 'lower')
    expect(reasonOf(most)).toEqual({ code: 'too-few-expected', small: 2, of: 5, fewest: 5 })
  })

  it('a facility whose data fail is set apart, not last; where too many fail there is no ranking', () => {
    const [bad, ...good] = contestants([...APART, [102, 100]])
    if (!bad) throw new Error('no contestant')
    const failing = { ...bad, coverage: 0.899 }
    const ranking = fairRanking([failing, ...good], 'lower')
    expect(ranking.standings[0]).toEqual({ id: 'h1', kind: 'unranked', why: 'data-failing' })
    expect(ranking.standings.filter((one) => one.kind === 'ranked')).toHaveLength(6)
    expect(fairRanking([{ ...bad, coverage: 0.9 }, ...good], 'lower').standings[0]?.kind).toBe('ranked')
    const most = [failing, ...good.map((one, i) => (i === 0 ? { ...one, coverage: 0 } : one))]
    expect(reasonOf(fairRanking(most, 'lower'))).toEqual({
      code: 'data-failing',
      failing: 2,
      of: 7,
      leastCoverage: 0.9,
    })
  })

  it('four fifths of sound data are enough', () => {
    const ten = contestants([...APART, [102, 100], [99, 100], [101, 100], [97, 100]])
    const failing = (count: number) => ten.map((one, i) => (i >= ten.length - count ? { ...one, coverage: 0.5 } : one))
    expect(fairRanking(failing(2), 'lower').state).toBe('offered')
    expect(reasonOf(fairRanking(failing(3), 'lower'))?.code).toBe('data-failing')
  })

  it.each([
    ['monitor' as const, contestants(APART), { code: 'no-direction' }],
    ['lower' as const, contestants(APART.slice(0, 4)), { code: 'too-few-peers', peers: 4, fewest: 5 }],
    ['lower' as const, [], { code: 'too-few-peers', peers: 0, fewest: 5 }],
    [
      'lower' as const,
      [...contestants(APART), ...contestants(APART, { group: '二级' })],
      { code: 'mixed-peers', groups: ['三级', '二级'] },
    ],
    [
      'higher' as const,
      contestants(
        Array.from({ length: 6 }, (_, i) => [100 + i, 100] as const),
        { place: null },
      ),
      { code: 'indistinct', of: 6 },
    ],
  ])('%s: withheld', (direction, all, why) => expect(reasonOf(fairRanking(all, direction))).toEqual(why))

  it('no value and no interval are no rank', () => {
    const [first, second, ...rest] = contestants([...APART, [101, 100], [99, 100]])
    if (!first || !second) throw new Error('no contestant')
    const ranking = fairRanking([{ ...first, value: null }, { ...second, interval: () => null }, ...rest], 'lower')
    expect(ranking.standings.slice(0, 2).map((one) => (one.kind === 'unranked' ? one.why : one.kind))).toEqual([
      'no-value',
      'no-interval',
    ])
  })

  it('alike facilities are ranked in fewer than one draw of fifty', () => {
    const chance = random('alike')
    let offered = 0
    for (let draw = 0; draw < 200; draw += 1) {
      const counts = Array.from({ length: 20 }, () => [chance.poisson(60), 60] as const)
      if (fairRanking(contestants(counts), 'lower').state === 'offered') offered += 1
    }
    expect(offered).toBeLessThan(4)
  })
})

test('every reason is said in both languages, with its figures', () => {
  const reasons = [
    { code: 'no-direction' },
    { code: 'mixed-peers', groups: ['a', 'b'] },
    { code: 'data-failing', failing: 3, of: 9, leastCoverage: 0.9 },
    { code: 'too-few-expected', small: 3, of: 9, fewest: 5 },
    { code: 'too-few-peers', peers: 3, fewest: 5 },
    { code: 'inside-limits', outside: 0, of: 9 },
    { code: 'inside-limits', outside: 1, of: 9 },
    { code: 'indistinct', of: 9 },
    { code: 'amount' },
  ] as const
  const words = [...reasons.map(withheldWords), ...Object.values(UNRANKED_WORDS)]
  expect(new Set(words.map((one) => one.zh)).size).toBe(words.length)
  expect(new Set(words.map((one) => one.en)).size).toBe(words.length)
  expect(withheldWords(reasons[2])).toEqual({
    zh: '不排序：9 家中有 3 家的上报覆盖率低于 90%，补报后再比较',
    en: 'Not ranked: the data of 3 of 9 facilities cover less than 90%; compare when they have come',
  })
})

test('intervals widen with the confidence and hold the value', () => {
  for (const at of [ratioIntervalAt(15, 10), shareIntervalAt(15, 40)]) {
    const [near, far] = [at(0.95), at(0.99)]
    expect((far?.upper ?? 0) - (far?.lower ?? 0)).toBeGreaterThan((near?.upper ?? 0) - (near?.lower ?? 0))
  }
  expect(ratioIntervalAt(15, 10)(0.95)?.upper).toBeCloseTo(2.474, 4)
  // Newcombe 1998, table I, method 3.
  expect(shareIntervalAt(81, 263)(0.95)?.lower).toBeCloseTo(0.2553, 4)
  expect([ratioIntervalAt(1, 0)(0.95), shareIntervalAt(0, 0)(0.95)]).toEqual([null, null])
})

test('by its own months: t of a table, narrower over more months, none with fewer than twelve', () => {
  // Ranges of 2 throughout: σ = 2 ÷ 1.128379; t of 95 % with 7.44 degrees lies between those of 7 (2.3646) and 8 (2.3060).
  const months = Array.from({ length: 13 }, (_, i) => 10 + 2 * (i % 2))
  const reach = ((monthsIntervalAt(11, months, 1)(0.95)?.upper ?? 0) - 11) * (1.128379 / 2)
  expect(reach).toBeGreaterThan(2.306)
  expect(reach).toBeLessThan(2.3646)
  const quarter = monthsIntervalAt(11, months, 3)(0.95)
  expect(((quarter?.upper ?? 0) - 11) * (1.128379 / 2)).toBeCloseTo(reach / Math.sqrt(3), 12)
  expect(11 - (quarter?.lower ?? 0)).toBeCloseTo((quarter?.upper ?? 0) - 11, 12)
  expect([monthsIntervalAt(11, months.slice(2), 1)(0.95), monthsIntervalAt(11, months, 0)(0.95)]).toEqual([null, null])
})

test('intervals by months hold the true level in as many draws as they say, and in not many more', () => {
  const chance = random('months')
  let held = 0
  for (let draw = 0; draw < 1000; draw += 1) {
    const months = Array.from({ length: 13 }, () => 0.3 + 0.01 * chance.normal())
    const found = monthsIntervalAt(months.at(-1) ?? 0, months, 1)(0.95)
    if (found && found.lower <= 0.3 && 0.3 <= found.upper) held += 1
  }
  expect(held).toBeGreaterThan(940)
  // The value is one of its own months, so that a leap in it widens its own interval.
  expect(held).toBeLessThan(990)
})

test('a band stands on five peers, and on five or none that the asker may not read', () => {
  expect(peerQuartiles([9, 1, 5, 3, 7], 0)).toEqual({ lower: 3, median: 5, upper: 7 })
  expect(peerQuartiles([9, 1, 5, 3, 7], 5)).not.toBeNull()
  expect(peerQuartiles([9, 1, 5, 3], 0)).toBeNull()
  expect([1, 2, 3, 4].map((beyond) => peerQuartiles([9, 1, 5, 3, 7, 8], beyond))).toEqual([null, null, null, null])
})

import { FEWEST_EXPECTED } from '../spc/funnel'
import type { FunnelLevel } from '../spc/funnel-level'
import type { Direction } from '../spc/xmr'
import { differBeyondChance } from './beyond-chance'
import { FEWEST_PEERS } from './peer-band'
import { confidenceOfEach, type Interval, type RankInterval, rankIntervals } from './rank-interval'

/** A facility that would be ranked. */
export interface Contestant {
  readonly id: string
  /** Its peer group, such as province and tier: only peers are ranked together. */
  readonly group: string
  readonly value: number | null
  /** Events expected of it; null of an indicator that counts none, such as a mean stay. */
  readonly expected: number | null
  /** Share of what it owed that has come, 0..1; null where nothing is owed. */
  readonly coverage: number | null
  /** Its place in the funnel; null where there is no funnel. */
  readonly place: 'inside' | FunnelLevel | null
  /** Interval of its value at a confidence such as 0.997; null where it has none. */
  interval(confidence: number): Interval | null
}

/** Why one facility has no rank. Failing data are a fact about the data: whoever shows it greys it, and never ranks it last. */
export type Unranked = 'no-value' | 'data-failing' | 'too-few-expected' | 'no-interval'

export type Standing =
  | { readonly id: string; readonly kind: 'ranked'; readonly rank: RankInterval; readonly interval: Interval }
  | { readonly id: string; readonly kind: 'unranked'; readonly why: Unranked }

/** Why there is no ranking at all. */
export type RankingWithheld =
  | { readonly code: 'no-direction' }
  /** An amount grows with the size of who has it: `fairRanking` knows values only, whoever knows the indicator says this. */
  | { readonly code: 'amount' }
  | { readonly code: 'mixed-peers'; readonly groups: readonly string[] }
  | { readonly code: 'data-failing'; readonly failing: number; readonly of: number; readonly leastCoverage: number }
  | { readonly code: 'too-few-expected'; readonly small: number; readonly of: number; readonly fewest: number }
  | { readonly code: 'too-few-peers'; readonly peers: number; readonly fewest: number }
  | { readonly code: 'inside-limits'; readonly outside: number; readonly of: number }
  | { readonly code: 'indistinct'; readonly of: number }

export type Ranking =
  | { readonly state: 'offered'; readonly group: string; readonly standings: readonly Standing[] }
  | { readonly state: 'withheld'; readonly why: RankingWithheld; readonly standings: readonly Standing[] }

/** Our defaults, not policy; a province may set its own. */
export const RANKING_RULES = {
  /** Below it a facility's data fail. 90 % is the commission's aim for collection in 2025. */
  leastCoverage: 0.9,
  /** Peers with sound data, of all: with fewer, who is missing decides the order. */
  leastSound: 0.8,
  fewestExpected: FEWEST_EXPECTED,
  fewestPeers: FEWEST_PEERS,
  /** Confidence that all rank intervals hold together. */
  together: 0.95,
} as const
export type RankingRules = { readonly [Rule in keyof typeof RANKING_RULES]: number }

/**
 * The gate before every ranking. A facility has no rank where it has no value, its data fail, or fewer than five events are expected of it.
 * There is no ranking at all where no direction is better, peers are mixed, too many data fail, too few peers are left, nobody differs beyond
 * chance, or the intervals leave every rank open to everybody.
 *
 * The order of `standings` is that of the contestants, so that a withheld ranking gives none away; `inOrder` sorts an offered one.
 */
export function fairRanking(
  contestants: readonly Contestant[],
  direction: Direction,
  rules: RankingRules = RANKING_RULES,
): Ranking {
  const verdicts = contestants.map((one) => ({ one, why: unrankedBecause(one, rules) }))
  const ranked = verdicts.filter(({ why }) => why === null).map(({ one }) => one)
  const withheld = (why: RankingWithheld): Ranking => ({
    state: 'withheld',
    why,
    standings: verdicts.flatMap(({ one, why: own }): Standing[] =>
      own === null ? [] : [{ id: one.id, kind: 'unranked', why: own }],
    ),
  })
  if (direction === 'monitor') return withheld({ code: 'no-direction' })
  const groups = [...new Set(contestants.map((one) => one.group))]
  if (groups.length > 1) return withheld({ code: 'mixed-peers', groups })
  const lacking = tooFewSound(
    verdicts.map(({ why }) => why),
    rules,
  )
  if (lacking) return withheld(lacking)
  const places = ranked.flatMap(({ place }) => place ?? [])
  if (places.length > 0 && !differBeyondChance(places)) {
    const outside = places.filter((place) => place !== 'inside').length
    return withheld({ code: 'inside-limits', outside, of: places.length })
  }
  const confidence = confidenceOfEach(ranked.length, rules.together)
  const intervals = ranked.map((one) => requireInterval(one, confidence))
  const ranks = rankIntervals(intervals, direction)
  if (ranks.every(({ best }) => best === 1)) return withheld({ code: 'indistinct', of: ranked.length })
  let next = -1
  const standings = verdicts.map(({ one, why }): Standing => {
    if (why !== null) return { id: one.id, kind: 'unranked', why }
    next += 1
    const [rank, interval] = [ranks[next], intervals[next]]
    if (!rank || !interval) throw new Error(`${one.id} has no rank interval.`)
    return { id: one.id, kind: 'ranked', rank, interval }
  })
  return { state: 'offered', group: groups[0] ?? '', standings }
}

function unrankedBecause({ value, expected, coverage, interval }: Contestant, rules: RankingRules): Unranked | null {
  if (coverage !== null && coverage < rules.leastCoverage) return 'data-failing'
  if (value === null) return 'no-value'
  if (expected !== null && expected < rules.fewestExpected) return 'too-few-expected'
  return interval(rules.together) === null ? 'no-interval' : null
}

function tooFewSound(reasons: readonly (Unranked | null)[], rules: RankingRules): RankingWithheld | null {
  const of = reasons.length
  const count = (reason: Unranked | null) => reasons.filter((own) => own === reason).length
  const failing = count('data-failing')
  if (of > 0 && of - failing < rules.leastSound * of)
    return { code: 'data-failing', failing, of, leastCoverage: rules.leastCoverage }
  const peers = count(null)
  if (peers >= rules.fewestPeers) return null
  const small = count('too-few-expected')
  if (peers + small >= rules.fewestPeers) return { code: 'too-few-expected', small, of, fewest: rules.fewestExpected }
  return { code: 'too-few-peers', peers, fewest: rules.fewestPeers }
}

function requireInterval(one: Contestant, confidence: number): Interval {
  const interval = one.interval(confidence)
  if (!interval) throw new Error(`${one.id} has an interval at one confidence and none at ${confidence}.`)
  return interval
}

/** Ranked facilities by the middle of their ranks, equal ones together by id; the unranked after them, not as the last of them. */
export function inOrder(standings: readonly Standing[]): Standing[] {
  const middle = (one: Standing) => (one.kind === 'ranked' ? one.rank.best + one.rank.worst : Number.POSITIVE_INFINITY)
  return [...standings].sort((a, b) => {
    const [left, right] = [middle(a), middle(b)]
    return left === right ? (a.id < b.id ? -1 : 1) : left - right
  })
}

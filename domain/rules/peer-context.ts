import { type FunnelShape, type FunnelUnit, funnel } from '../spc/funnel'
import type { RuleDefinition } from './definition'
import type { JudgingContext, RuleSeries } from './verdict'

/** One of those a rule judges together; all series begin and end with the same step. */
export interface Peer {
  readonly key: string
  /** Tier of a facility; what has none stands in a group of its own. */
  readonly tier: string
  readonly series: RuleSeries
}

/** Fewer judged places than this make no funnel and no risk to compare with. */
export const FEWEST_PEERS = 5
/** Steps over which the peers' share is taken: their own chance ups and downs should not judge anybody. */
const RISK_STEPS = 12

/** For one peer and one step of the series: what its fellows say. */
export type PeerContexts = (peer: Peer, at: number) => JudgingContext

/** What the peers say, for the kinds that ask them; for the others nothing. Worked out once for each group and step. */
export function peerContexts(when: RuleDefinition['when'], peers: readonly Peer[]): PeerContexts {
  if (when.kind !== 'funnel' && when.kind !== 'risk-adjusted-cusum') return () => ({})
  const groupOf = (peer: Peer) => (when.peers === 'tier' ? peer.tier : '')
  const groups = new Map<string, Peer[]>()
  for (const peer of peers) {
    const group = groups.get(groupOf(peer)) ?? []
    group.push(peer)
    groups.set(groupOf(peer), group)
  }
  if (when.kind === 'funnel') {
    const shapes = new Map<string, FunnelShape | null>()
    return (peer, at) => {
      const name = `${groupOf(peer)} ${at}`
      let shape = shapes.get(name)
      if (shape === undefined) {
        shape = shapeOf(groups.get(groupOf(peer)) ?? [], at, when.values)
        shapes.set(name, shape)
      }
      return { shape }
    }
  }
  const sums = new Map([...groups].map(([name, members]) => [name, sumsOf(members)]))
  return (peer, at) => {
    const all = sums.get(groupOf(peer))
    const own = sumsOf([peer])
    const first = Math.max(0, at + 1 - when.history)
    return {
      risks: Array.from({ length: at + 1 - first }, (_, n) => (all ? shareOfOthers(all, own, first + n) : null)),
    }
  }
}

function shapeOf(peers: readonly Peer[], at: number, values: 'share' | 'rate' | 'standardised'): FunnelShape | null {
  const units = peers.flatMap(({ key, series }): FunnelUnit[] => {
    const { numerator, denominator } = series.readings[at] ?? {}
    if (numerator === undefined || denominator === undefined || !(denominator > 0) || numerator < 0) return []
    return values === 'share' && numerator > denominator ? [] : [{ id: key, observed: numerator, base: denominator }]
  })
  if (!units.some((unit) => unit.observed > 0)) return null
  const found = funnel(units, { kind: values })
  return found.units.filter((unit) => unit.sample === 'enough').length < FEWEST_PEERS ? null : found.shape
}

interface Sums {
  readonly events: readonly number[]
  readonly cases: readonly number[]
  readonly members: number
}

/** Sums up to each step, the first before any: what lies between two steps is one subtraction. */
function sumsOf(peers: readonly Peer[]): Sums {
  const length = peers[0]?.series.readings.length ?? 0
  const events = new Array<number>(length + 1).fill(0)
  const cases = new Array<number>(length + 1).fill(0)
  for (const { series } of peers)
    for (const [at, { numerator, denominator }] of series.readings.entries()) {
      if (numerator === undefined || denominator === undefined) continue
      events[at + 1] = (events[at + 1] ?? 0) + numerator
      cases[at + 1] = (cases[at + 1] ?? 0) + denominator
    }
  for (const sums of [events, cases])
    for (let at = 1; at <= length; at++) sums[at] = (sums[at] ?? 0) + (sums[at - 1] ?? 0)
  return { events, cases, members: peers.length }
}

/** Of the others' cases in the step and the eleven before; null where they are too few places, or had none. */
function shareOfOthers(all: Sums, own: Sums, at: number): number | null {
  if (all.members - 1 < FEWEST_PEERS) return null
  const from = Math.max(0, at + 1 - RISK_STEPS)
  const over = (sums: readonly number[]) => (sums[at + 1] ?? 0) - (sums[from] ?? 0)
  const cases = over(all.cases) - over(own.cases)
  return cases > 0 ? (over(all.events) - over(own.events)) / cases : null
}

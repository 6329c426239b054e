import { FEWEST_PEERS } from '@cockpit/domain/fairness/peer-band'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import {
  type DispersionRule,
  type FunnelKind,
  type FunnelMethod,
  type FunnelShape,
  type FunnelUnit,
  funnel,
  type PlacedUnit,
} from '@cockpit/domain/spc/funnel'

/** The funnel of a peer group as one asker may see it. */
export interface PeerFunnel {
  readonly kind: FunnelKind
  /** Facilities with a value, the facility itself among them. */
  readonly peers: number
  /** Null where the limits would give the unseen facilities' numbers away, or nobody has a value. */
  readonly shape: FunnelShape | null
  /** Facilities that φ and τ² stand on. */
  readonly kept: number
  readonly withoutLogarithm: boolean
  /** Only facilities whose figures the asker may read. */
  readonly units: readonly PlacedUnit[]
}

export interface FunnelChoice {
  readonly method?: FunnelMethod
  readonly dispersion?: DispersionRule
}

/**
 * Indicators that a funnel can be made of, and which: shares of persons, a standardised ratio (its denominator are expected events), a rate over
 * an exposure. Means, indices and shares of money count no events and make none.
 */
export const FUNNEL_KINDS: Readonly<Record<string, FunnelKind>> = {
  'inpatient.standardisedMortality': 'standardised',
  'inpatient.mortality': 'share',
  'inpatient.lowRiskMortality': 'share',
  'inpatient.midLowRiskMortality': 'share',
  'inpatient.againstAdviceRate': 'share',
  'surgery.gradeFourShare': 'share',
  'medication.antibacterialDischargeShare': 'share',
  'medication.useDensity': 'rate',
}

/** Events and their base of each facility that has both; a rate's base is scaled, so that the quotient is the indicator's value. */
export function unitsOf(answer: Answer, { id, per }: Pick<IndicatorDefinition, 'id' | 'per'>): FunnelUnit[] {
  return answer.rows.flatMap((row) => {
    const cell = row.cells[id]
    if (cell?.state !== 'shown' || cell.numerator === undefined || cell.denominator === undefined) return []
    return [{ id: row.key, observed: cell.numerator, base: cell.denominator / per }]
  })
}

/**
 * Limits from all peers, points only of those the asker may read. Limits name nobody, but one or two unseen facilities among many known ones
 * could be worked out of them: so many as for a peer band must lie beyond, or none.
 * @param all every peer's figures, which stay here
 * @param seen the same question under the asker's own grants
 */
export function peerFunnel(
  kind: FunnelKind,
  all: readonly FunnelUnit[],
  seen: ReadonlySet<string>,
  choice: FunnelChoice,
): PeerFunnel {
  const beyond = all.filter(({ id }) => !seen.has(id)).length
  const hidden = all.length < FEWEST_PEERS || (beyond > 0 && beyond < FEWEST_PEERS)
  if (hidden) return { kind, peers: all.length, shape: null, kept: 0, withoutLogarithm: false, units: [] }
  const { shape, kept, withoutLogarithm, units } = funnel(all, { kind, ...choice })
  return { kind, peers: all.length, shape, kept, withoutLogarithm, units: units.filter(({ id }) => seen.has(id)) }
}

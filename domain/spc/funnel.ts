import { FUNNEL_LEVELS, type FunnelLevel, type FunnelLimits, type Limits } from './funnel-level'
import { type FunnelScale, type RatioScale, ratioScale, type ShareScale, shareScale } from './funnel-scale'
import { type Dispersion, dispersionOf, type Trim } from './over-dispersion'
import { poissonLimits } from './poisson-limits'

/**
 * What the values are. `standardised`: observed ÷ expected, the base is the expected number and the centre 1. `rate`: events over a base, the
 * centre is that of all units together. `share`: events among `base`, the centre likewise.
 */
export type FunnelKind = 'standardised' | 'rate' | 'share'

/** `exact` is Poisson's, of standardised ratios and rates, without over-dispersion. */
export type FunnelMethod = RatioScale | ShareScale | 'exact'

/** What is done about units that differ more than chance lets them: nothing, widen by τ² on the scale, or multiply by √φ where φ > 1. */
export type DispersionRule = 'none' | 'additive' | 'multiplicative'

export interface FunnelUnit {
  readonly id: string
  /** Events, from 0. */
  readonly observed: number
  /** Expected events, exposure, or cases, from 0. */
  readonly base: number
}

export interface FunnelOptions {
  readonly kind: FunnelKind
  readonly method?: FunnelMethod
  readonly dispersion?: DispersionRule
  readonly trim?: Trim
  /** Where fewer events are expected there is no judgement. Below 1 there is never one. */
  readonly fewest?: number
}

/** All that limits need: plain data, so that a curve can be drawn where the units are not known. */
export interface FunnelShape {
  readonly kind: FunnelKind
  readonly method: FunnelMethod
  readonly dispersion: DispersionRule
  readonly centre: number
  readonly phi: number | null
  readonly tau2: number
}

/** `enough`, `small` (样本不足: shown, not judged) or `none` (fewer than one expected: not even shown). */
export type Sample = 'enough' | 'small' | 'none'

export interface PlacedUnit extends FunnelUnit {
  /** Observed ÷ base; null without a base. */
  readonly value: number | null
  /** Events expected at the centre; of a share the fewer of events and non-events. */
  readonly expected: number
  readonly sample: Sample
  /** Null where it is not judged. */
  readonly place: 'inside' | FunnelLevel | null
  readonly side: 'high' | 'low' | null
  /** Distance from the centre in standard errors, by chance alone and with over-dispersion; null where it is not judged or the limits are exact. */
  readonly z: number | null
  readonly adjustedZ: number | null
  readonly limits: FunnelLimits | null
}

export interface Funnel {
  readonly shape: FunnelShape
  /** Units that φ and τ² stand on. */
  readonly kept: number
  readonly units: readonly PlacedUnit[]
  /** True where the logarithm was asked for and the square root was used, because a unit had no events. */
  readonly withoutLogarithm: boolean
}

/** Below it a judgement says nothing: ours, not policy. */
export const FEWEST_EXPECTED = 5

/** The funnel cannot be made of these numbers or this method; the message says what to do. */
export class FunnelError extends Error {}

const DEFAULT_METHOD = { standardised: 'log', rate: 'log', share: 'arcsine' } as const
/** SHMI drops the outer tenths of logarithms; published funnels on other scales draw them in. */
const trimOf = (method: FunnelMethod): Trim => (method === 'log' ? 'drop-deciles' : 'winsorise')

/**
 * A funnel plot: each unit against limits for its own size. Only units with enough expected events are judged, and only they say how far
 * units differ beyond chance.
 *
 * Where a judged unit has no events the logarithm fails; the whole funnel then stands on the square root.
 * @throws FunnelError for numbers below 0, more events than cases, or a method that the kind has not
 */
export function funnel(units: readonly FunnelUnit[], options: FunnelOptions): Funnel {
  const { kind, dispersion = options.method === 'exact' ? 'none' : 'additive', fewest = FEWEST_EXPECTED } = options
  const asked = options.method ?? DEFAULT_METHOD[kind]
  requireMethod(kind, asked, dispersion)
  for (const unit of units) requireUnit(unit, kind)
  const centre = kind === 'standardised' ? 1 : centreOf(units)
  const sized = units.map((unit) => {
    const expected = expectedOf(unit.base, centre, kind)
    const sample: Sample = expected < 1 ? 'none' : expected < fewest ? 'small' : 'enough'
    return { ...unit, value: unit.base === 0 ? null : unit.observed / unit.base, expected, sample }
  })
  const judged = sized.filter((unit) => unit.sample === 'enough')
  const withoutLogarithm = asked === 'log' && judged.some((unit) => unit.observed === 0)
  const method = withoutLogarithm ? 'sqrt' : asked
  const scale = method === 'exact' ? null : scaleOf(kind, method, centre)
  const found = scale
    ? dispersionOf(
        judged.flatMap((unit) => {
          const z = chanceZ(scale, unit)
          return z === null ? [] : [{ z, error: scale.error(unit.base) }]
        }),
        options.trim ?? trimOf(method),
      )
    : NO_DISPERSION
  const shape: FunnelShape = { kind, method, dispersion, centre, phi: found.phi, tau2: found.tau2 }
  return { shape, kept: found.kept, units: sized.map((unit) => placed(unit, shape, scale)), withoutLogarithm }
}

const NO_DISPERSION: Dispersion = { phi: null, tau2: 0, kept: 0 }

/** Limits of a unit of this base; null where nothing is expected of it. */
export function funnelLimits(shape: FunnelShape, base: number): FunnelLimits | null {
  if (expectedOf(base, shape.centre, shape.kind) <= 0) return null
  const at = (level: FunnelLevel): Limits => {
    const { tail, z } = FUNNEL_LEVELS[level]
    if (shape.method === 'exact') {
      const { lower, upper } = poissonLimits(base * shape.centre, tail)
      return { lower: shape.centre * lower, upper: shape.centre * upper }
    }
    const scale = scaleOf(shape.kind, shape.method, shape.centre)
    const reach = z * widened(scale.error(base), shape)
    return { lower: scale.value(-reach), upper: scale.value(reach) }
  }
  return { attention: at('attention'), warning: at('warning') }
}

function placed(
  unit: FunnelUnit & Pick<PlacedUnit, 'value' | 'expected' | 'sample'>,
  shape: FunnelShape,
  scale: FunnelScale | null,
): PlacedUnit {
  const limits = funnelLimits(shape, unit.base)
  const { value, sample } = unit
  if (sample !== 'enough' || value === null || limits === null)
    return { ...unit, place: null, side: null, z: null, adjustedZ: null, limits }
  const outside = (level: FunnelLevel) => value < limits[level].lower || value > limits[level].upper
  const place = outside('warning') ? 'warning' : outside('attention') ? 'attention' : 'inside'
  const z = scale && chanceZ(scale, unit)
  const error = scale?.error(unit.base) ?? 1
  return {
    ...unit,
    place,
    side: place === 'inside' ? null : value > shape.centre ? 'high' : 'low',
    z,
    adjustedZ: z === null ? null : (z * error) / widened(error, shape),
    limits,
  }
}

function chanceZ(scale: FunnelScale, unit: FunnelUnit): number | null {
  const distance = scale.distance(unit.observed / unit.base)
  return distance === null ? null : distance / scale.error(unit.base)
}

function widened(error: number, { dispersion, phi, tau2 }: FunnelShape): number {
  if (dispersion === 'additive') return Math.sqrt(error * error + tau2)
  return dispersion === 'multiplicative' ? error * Math.sqrt(Math.max(1, phi ?? 1)) : error
}

function scaleOf(kind: FunnelKind, method: Exclude<FunnelMethod, 'exact'>, centre: number): FunnelScale {
  if (kind === 'share') return shareScale(method === 'natural' ? 'natural' : 'arcsine', centre)
  return ratioScale(method === 'arcsine' ? 'log' : method, centre)
}

function centreOf(units: readonly FunnelUnit[]): number {
  const base = units.reduce((sum, unit) => sum + unit.base, 0)
  return base === 0 ? 0 : units.reduce((sum, unit) => sum + unit.observed, 0) / base
}

function expectedOf(base: number, centre: number, kind: FunnelKind): number {
  return base * (kind === 'share' ? Math.min(centre, 1 - centre) : centre)
}

const METHODS_OF = {
  standardised: ['log', 'sqrt', 'natural', 'exact'],
  rate: ['log', 'sqrt', 'natural', 'exact'],
  share: ['arcsine', 'natural'],
} as const satisfies Record<FunnelKind, readonly FunnelMethod[]>

function requireMethod(kind: FunnelKind, method: FunnelMethod, dispersion: DispersionRule): void {
  const methods: readonly FunnelMethod[] = METHODS_OF[kind]
  if (!methods.includes(method))
    throw new FunnelError(`A funnel of kind ${kind} has no method ${method}; take one of ${methods.join(', ')}.`)
  if (method === 'exact' && dispersion !== 'none')
    throw new FunnelError('Exact limits know chance alone; take dispersion none, or the method log or sqrt.')
}

function requireUnit({ id, observed, base }: FunnelUnit, kind: FunnelKind): void {
  if (!(observed >= 0 && base >= 0) || !Number.isFinite(observed + base))
    throw new FunnelError(`${id} has ${observed} events over ${base}; both are numbers from 0.`)
  if (kind === 'share' && observed > base)
    throw new FunnelError(`${id} has ${observed} events among ${base} cases; a share cannot be above 1.`)
}

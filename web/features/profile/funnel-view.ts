import { type FunnelShape, funnelLimits, type PlacedUnit } from '@cockpit/domain/spc/funnel'
import type { FunnelChartPoint, FunnelCurvePoint, FunnelMark } from '../../charts/funnel'
import type { PeerFunnel } from '../../server/profile/peer-funnel'

export interface FunnelRow {
  readonly unit: PlacedUnit
  readonly name: string
  readonly own: boolean
  readonly mark: FunnelMark
}

export interface FunnelView {
  readonly rows: readonly FunnelRow[]
  readonly points: readonly FunnelChartPoint[]
  readonly curve: readonly FunnelCurvePoint[]
  readonly own: FunnelRow | null
  readonly outside: number
  readonly judged: number
  readonly small: number
}

const STEPS = 60

/** Markers of a funnel in the order in which to look at them; units of which fewer than one event is expected are listed and not drawn. */
export function funnelView(
  funnel: PeerFunnel,
  facility: string,
  nameOf: (id: string) => string | undefined,
  says: (unit: PlacedUnit) => readonly string[],
): FunnelView {
  const rows = funnel.units
    .map(
      (unit): FunnelRow => ({ unit, name: nameOf(unit.id) ?? unit.id, own: unit.id === facility, mark: markOf(unit) }),
    )
    .sort((a, b) => ORDER.indexOf(a.mark) - ORDER.indexOf(b.mark) || (a.name < b.name ? -1 : 1))
  const drawn = rows.filter(({ unit }) => unit.value !== null && unit.sample !== 'none')
  const points = drawn.map(({ unit, name, own, mark }) => ({
    key: unit.id,
    name,
    base: unit.base,
    value: unit.value ?? 0,
    mark,
    own,
    says: says(unit),
  }))
  const judged = rows.filter(({ unit }) => unit.place !== null)
  return {
    rows,
    points,
    curve: funnel.shape ? curveOf(funnel.shape, Math.max(0, ...points.map(({ base }) => base))) : [],
    own: rows.find(({ own }) => own) ?? null,
    outside: judged.filter(({ unit }) => unit.place !== 'inside').length,
    judged: judged.length,
    small: rows.length - judged.length,
  }
}

const ORDER: readonly FunnelMark[] = ['warning', 'attention', 'inside', 'unjudged']

function markOf({ place }: PlacedUnit): FunnelMark {
  return place ?? 'unjudged'
}

/** Limits from a small size to a little beyond the largest point; closer together where they bend. */
export function curveOf(shape: FunnelShape, most: number): FunnelCurvePoint[] {
  const reach = most * 1.1
  return Array.from({ length: STEPS }, (_, i) => reach * ((i + 1) / STEPS) ** 2).flatMap((base) => {
    const limits = base > 0 ? funnelLimits(shape, base) : null
    return limits ? [{ base, ...limits }] : []
  })
}

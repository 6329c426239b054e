import { AreaCode } from '@cockpit/domain/ids'
import { FEWEST_IN_FLOW, type Flow, OUTSIDE } from '@cockpit/domain/territory/care-flow'
import type { Territory } from '@cockpit/domain/territory/territory'

export interface Flows {
  /** Out of the own place only, the largest first, each of five or more. */
  readonly flows: readonly Flow[]
  /** By origin: all there were, and those at home. */
  readonly homes: readonly { readonly from: string; readonly total: number; readonly home: number }[]
  /** Flows of fewer than five. */
  readonly small: number
}

export interface Origin {
  readonly code: string
  /** By county of care, `null` where the number may not be shown. */
  readonly treated: readonly { readonly county: string; readonly count: number | null }[]
}

/**
 * Where the residents of some places went for care, with counties of care gathered into places of the same kind.
 * @param placeOf the place a county of care stands for: the origin itself for care at home
 */
export function flowsOf(origins: readonly Origin[], placeOf: (county: string, origin: string) => string): Flows {
  const flows: Flow[] = []
  const homes: { from: string; total: number; home: number }[] = []
  let small = 0
  for (const { code, treated } of origins) {
    const counts = new Map<string, number>()
    for (const { county, count } of treated) {
      if (count === null) continue
      const to = placeOf(county, code)
      counts.set(to, (counts.get(to) ?? 0) + count)
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    homes.push({ from: code, total, home: counts.get(code) ?? 0 })
    for (const [to, count] of counts) {
      if (to === code || count === 0) continue
      if (count < FEWEST_IN_FLOW) small += 1
      else flows.push({ from: code, to, count, share: count / total })
    }
  }
  flows.sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1))
  return { flows, homes, small }
}

/**
 * The place a county of care stands for, seen from an origin: the origin itself if it lies in it; its neighbour under the same parent; else the
 * city it belongs to.
 */
export function placeOfCare(territory: Territory, county: string, origin: string): string {
  const code = AreaCode.safeParse(county)
  const path = code.success ? territory.path(code.data) : []
  if (path.length === 0) return OUTSIDE
  if (path.some((step) => step.code === origin)) return origin
  const above = territory.get(AreaCode.parse(origin))?.parent
  const at = path.findIndex((step) => step.code === above)
  const neighbour = at >= 0 ? path[at + 1] : undefined
  return (neighbour ?? path.find((step) => step.level === 'city') ?? path.at(-1))?.code ?? OUTSIDE
}

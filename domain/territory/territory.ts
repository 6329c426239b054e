import type { AreaCode, Bilingual, FacilityId } from '../ids'

export type AreaLevel = 'province' | 'city' | 'county'

/** One division. A municipality (直辖市) has no city level: its districts hang from the province directly. */
export interface Area {
  readonly code: AreaCode
  readonly name: Bilingual
  readonly level: AreaLevel
  readonly parent: AreaCode | null
  /** Centre for labels and points, EPSG:4490 degrees. */
  readonly centre: readonly [longitude: number, latitude: number]
}

/** 医院等级, the peer group within which facilities are compared. */
export const FACILITY_TIERS = ['tertiary', 'secondary', 'primary'] as const
export type FacilityTier = (typeof FACILITY_TIERS)[number]

export const FACILITY_CATEGORIES = [
  'general',
  'traditional',
  'maternal',
  'specialised',
  'township',
  'community',
] as const
export type FacilityCategory = (typeof FACILITY_CATEGORIES)[number]

export interface Facility {
  readonly id: FacilityId
  readonly name: Bilingual
  readonly county: AreaCode
  readonly tier: FacilityTier
  readonly category: FacilityCategory
  readonly at: readonly [longitude: number, latitude: number]
}

export class TerritoryError extends Error {}

/** The tree of areas, built once from any order of rows. All lookups are O(depth). */
export class Territory {
  readonly #byCode = new Map<string, Area>()
  readonly #children = new Map<string, Area[]>()
  readonly roots: readonly Area[]

  /** @throws TerritoryError when a code stands twice, a parent is missing, or a level hangs under the wrong one. */
  constructor(areas: Iterable<Area>) {
    for (const area of areas) {
      if (this.#byCode.has(area.code))
        throw new TerritoryError(`Area ${area.code} stands twice; keep one row per code.`)
      this.#byCode.set(area.code, area)
    }
    const roots: Area[] = []
    for (const area of this.#byCode.values()) {
      if (area.parent === null) {
        if (area.level !== 'province')
          throw new TerritoryError(`Area ${area.code} (${area.level}) has no parent; only a province may stand alone.`)
        roots.push(area)
        continue
      }
      const parent = this.#byCode.get(area.parent)
      if (!parent)
        throw new TerritoryError(`Area ${area.code} names the parent ${area.parent}, which is not in the file.`)
      if (RANK[parent.level] >= RANK[area.level])
        throw new TerritoryError(
          `Area ${area.code} (${area.level}) cannot hang under ${parent.code} (${parent.level}).`,
        )
      const siblings = this.#children.get(parent.code)
      if (siblings) siblings.push(area)
      else this.#children.set(parent.code, [area])
    }
    this.roots = roots
  }

  get(code: AreaCode): Area | undefined {
    return this.#byCode.get(code)
  }

  all(): Area[] {
    return [...this.#byCode.values()]
  }

  children(code: AreaCode): readonly Area[] {
    return this.#children.get(code) ?? []
  }

  /** From the province down to the area itself; empty when the code is unknown. */
  path(code: AreaCode): Area[] {
    const path: Area[] = []
    for (let at = this.#byCode.get(code); at; at = at.parent ? this.#byCode.get(at.parent) : undefined) path.unshift(at)
    return path
  }

  /** True when `inner` is `outer` or lies below it. Unknown codes lie nowhere. */
  within(inner: AreaCode, outer: AreaCode): boolean {
    return this.path(inner).some((area) => area.code === outer)
  }

  /** Counties at or below an area. */
  counties(code: AreaCode): Area[] {
    const area = this.#byCode.get(code)
    if (!area) return []
    if (area.level === 'county') return [area]
    return this.children(code).flatMap((child) => this.counties(child.code))
  }
}

const RANK: Record<AreaLevel, number> = { province: 0, city: 1, county: 2 }

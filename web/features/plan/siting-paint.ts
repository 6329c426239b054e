import type { ColourScale, MapPoint, MapShape } from '../../map/contract'

/** Counties covered or not, and the chosen sites as points at their centres. */
export function sitingPaint(
  result: {
    readonly covered: readonly string[]
    readonly sites: readonly { readonly code: string; readonly alone: number }[]
  },
  counties: readonly { readonly code: string; readonly name: string; readonly at: readonly [number, number] }[],
  colours: { readonly covered: string; readonly uncovered: string },
  note: (site: { code: string; alone: number }) => string,
): {
  values: Map<string, Pick<MapShape, 'value' | 'state' | 'severity'>>
  scale: ColourScale
  points: MapPoint[]
} {
  const covered = new Set(result.covered)
  const chosen = new Set(result.sites.map(({ code }) => code))
  const places = new Map(counties.map((county) => [county.code, county]))
  return {
    values: new Map(
      counties.map(({ code }) => [
        code,
        {
          value: covered.has(code) ? 1 : 0,
          state: 'shown' as const,
          // Only what was chosen is named; the left-out are paler, and listed in the key.
          severity: chosen.has(code) ? ('watch' as const) : ('normal' as const),
        },
      ]),
    ),
    scale: { edges: [0, 1, 2], colours: [colours.uncovered, colours.covered] },
    points: result.sites.flatMap((site) => {
      const place = places.get(site.code)
      return place
        ? [{ id: site.code, name: place.name, at: place.at, tier: 'tertiary' as const, size: 1.7, note: note(site) }]
        : []
    }),
  }
}

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
  const places = new Map(counties.map((county) => [county.code, county]))
  return {
    values: new Map(
      counties.map(({ code }) => [
        code,
        covered.has(code)
          ? ({ value: 1, state: 'shown', severity: 'normal' } as const)
          : // Named on the map: who is left out matters more than who is in.
            ({ value: 0, state: 'shown', severity: 'watch' } as const),
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

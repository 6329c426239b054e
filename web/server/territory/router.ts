import { coversArea, coversFacility, mayAnywhere, scopeOf } from '@cockpit/domain/access/decide'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { z } from 'zod'
import { Refusal, readingProcedure, router } from '../trpc'
import { boundaryOf } from './boundary'
import type { ListedFacility } from './facility-directory'
import { searchPlaces } from './search'
import { visibleFacilities, visibleTree } from './visible-tree'

/** One message for "does not exist" and "is not yours": the difference is nobody's business. */
function unknownPlace(): Refusal {
  return new Refusal('place-unknown', 'There is no such place within your authority.', 'NOT_FOUND')
}

function profile(facility: ListedFacility) {
  const { id, name, county, tier, category, at, beds, demo } = facility
  return { id: String(id), name, county: String(county), tier, category, at, beds, demo }
}

export const territoryRouter = router({
  /** Areas of the caller's scope, and the names of those above them. */
  tree: readingProcedure.query(async ({ ctx }) => {
    const scope = scopeOf(ctx.caller.grants, 'indicator.read', 'aggregate')
    return visibleTree(scope, await ctx.ports.territory(), await ctx.ports.facilities())
  }),

  /** Facilities at or below an area that lie in the caller's scope, at most 5,000, larger institutions first. */
  facilities: readingProcedure.input(z.object({ area: AreaCode })).query(async ({ ctx, input }) => {
    const scope = scopeOf(ctx.caller.grants, 'indicator.read', 'aggregate')
    const territory = await ctx.ports.territory()
    const directory = await ctx.ports.facilities()
    const tiers = { tertiary: 0, secondary: 1, primary: 2 }
    return directory
      .within(input.area, territory)
      .filter((facility) => coversFacility(scope, facility, territory))
      .sort((a, b) => tiers[a.tier] - tiers[b.tier] || (b.beds ?? 0) - (a.beds ?? 0) || (a.id < b.id ? -1 : 1))
      .slice(0, 5000)
      .map(profile)
  }),

  facility: readingProcedure.input(z.object({ id: FacilityId })).query(async ({ ctx, input }) => {
    const scope = scopeOf(ctx.caller.grants, 'indicator.read', 'aggregate')
    const facility = (await ctx.ports.facilities()).get(input.id)
    if (!facility || !coversFacility(scope, facility, await ctx.ports.territory())) throw unknownPlace()
    return profile(facility)
  }),

  /** Areas and facilities whose name or code contains the text: those one reads, or `toGrant` all there are, for who gives grants. */
  search: readingProcedure
    .input(
      z.object({
        text: z.string().trim().min(1).max(40),
        kind: z.enum(['area', 'facility']).optional(),
        toGrant: z.boolean().default(false),
      }),
    )
    .query(async ({ ctx, input: { text, kind, toGrant } }) => {
      const territory = await ctx.ports.territory()
      const directory = await ctx.ports.facilities()
      if (toGrant && !mayAnywhere(ctx.caller.grants, 'grants.manage'))
        throw new Refusal('not-permitted', 'All places are for the security administrator.')
      const scope = scopeOf(ctx.caller.grants, 'indicator.read', 'aggregate')
      const areas = territory.all().filter((area) => toGrant || coversArea(scope, area.code, territory))
      const facilities = toGrant ? directory.all() : visibleFacilities(scope, territory, directory)
      return searchPlaces(text, kind === 'facility' ? [] : areas, kind === 'area' ? [] : facilities)
    }),

  /**
   * Shapes for the map of an area as GeoJSON features: its children, or all its counties. An area without children is its
   * own outline. Shapes outside the caller's scope are left out.
   */
  boundary: readingProcedure
    .input(z.object({ area: AreaCode, detail: z.enum(['children', 'county']) }))
    .query(async ({ ctx, input }) => {
      const scope = scopeOf(ctx.caller.grants, 'indicator.read', 'aggregate')
      const territory = await ctx.ports.territory()
      const tree = visibleTree(scope, territory, await ctx.ports.facilities())
      if (!tree.areas.some((area) => area.code === input.area)) throw unknownPlace()
      const map = await boundaryOf(ctx.ports.db, territory, input.area, input.detail)
      const own = territory.children(input.area).length === 0
      return {
        ...map,
        shapes: own ? map.shapes : map.shapes.filter((shape) => coversArea(scope, shape.code, territory)),
      }
    }),
})

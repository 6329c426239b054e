import type { inferRouterOutputs } from '@trpc/server'
import type { ColourScale, MapPoint, MapShape } from '../../map/contract'
import type { AppRouter } from '../../server/router'

type Outputs = inferRouterOutputs<AppRouter>['plan']
export type PlanPlace = Outputs['places'][number]
export type ResourceAnswer = Outputs['resources']
export type AccessAnswer = Outputs['access']
export type SitingAnswer = Outputs['siting']

export const VIEWS = ['target', 'access', 'siting'] as const
export type View = (typeof VIEWS)[number]

export const RESOURCES = [
  'resources.bedsPerThousand',
  'resources.physiciansPerThousand',
  'resources.ctPerMillion',
] as const
export type Resource = (typeof RESOURCES)[number]

/** What a view paints on the one map of the page. */
export interface Paint {
  readonly values: ReadonlyMap<string, Pick<MapShape, 'value' | 'state' | 'severity'>>
  readonly scale: ColourScale
  readonly valueName: string
  readonly format: (value: number) => string
  readonly points?: readonly MapPoint[]
  /** Two classes explain themselves better in words than by an edge. */
  readonly key?: readonly { readonly colour: string; readonly words: string; readonly dot?: boolean }[]
}

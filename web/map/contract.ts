import type { Withheld } from '@cockpit/domain/indicator/envelope'
import type { Level } from '@cockpit/domain/task/level'
import type { FacilityTier } from '@cockpit/domain/territory/territory'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Severity, VisualTheme } from '../charts/theme'

/** Degrees, EPSG:4490 (equal to WGS 84 within a metre). */
export type LngLat = readonly [longitude: number, latitude: number]

export interface MapShape {
  readonly code: string
  readonly name: string
  readonly geometry: Polygon | MultiPolygon
  /** Where its name stands; the middle of the largest ring when absent. */
  readonly centre?: LngLat
  /** In the unit `format` expects; null exactly when `state` is not `shown`. */
  readonly value: number | null
  readonly state: 'shown' | Withheld
  /** Something is wrong here: its name is written when `labels` is `where-wrong`. */
  readonly severity?: Severity
}

export interface MapPoint {
  readonly id: string
  readonly name: string
  readonly at: LngLat
  /** Drawn as a shape: tertiary circle, secondary square, primary small dot. */
  readonly tier: FacilityTier
  readonly state?: Severity
  /** Relative size, 1 is usual. */
  readonly size?: number
  /** One line for the tooltip. */
  readonly note?: string
}

export interface MapAlert {
  readonly id: string
  readonly at: LngLat
  readonly level: Level
  /** What it says, for the tooltip and the list. */
  readonly title?: string
  readonly areaCode?: string
}

/** A place beside those shown, in outline and with its name: where an arc ends. It has no value here and is not picked. */
export interface MapNeighbour {
  readonly code: string
  readonly name: string
  readonly geometry: Polygon | MultiPolygon
  /** Where its name stands and its arcs end. The map reaches so far, not to the far side of its area. */
  readonly centre: LngLat
}

/** A flow from one place to another; it is drawn from light to strong. What it says stands in a table beside the map. */
export interface MapArc {
  readonly id: string
  readonly from: LngLat
  readonly to: LngLat
  /** Of the largest flow, 0..1. */
  readonly weight: number
}

/** Classes of a choropleth: `edges` ascend and are one more than `colours`. A value on an inner edge belongs to the upper class. */
export interface ColourScale {
  readonly edges: readonly number[]
  readonly colours: readonly string[]
}

export type MapPick =
  | { readonly kind: 'area'; readonly code: string }
  | { readonly kind: 'facility'; readonly id: string }

export interface TerritoryMapProps {
  readonly shapes: readonly MapShape[]
  readonly scale: ColourScale
  /** Name of what is painted, e.g. 病床使用率: legend and tooltip. */
  readonly valueName: string
  /** Value with its unit: `84.7%`. */
  readonly format: (value: number) => string
  readonly points?: readonly MapPoint[]
  readonly alerts?: readonly MapAlert[]
  readonly arcs?: readonly MapArc[]
  readonly neighbours?: readonly MapNeighbour[]
  /** Area code or facility id. */
  readonly selected?: string
  readonly labels: 'where-wrong' | 'all' | 'none'
  readonly onPick?: (pick: MapPick) => void
  readonly theme: VisualTheme
  /** Where the boundaries come from; always written on the map. */
  readonly source: string
  /** 审图号, when the operator has set one. */
  readonly approval?: string
  readonly ariaLabel: string
  /** Mapbox GL is used when a token is given, MapLibre otherwise. */
  readonly mapboxToken?: string
  /** Forces the drawing without WebGL (`?map=plain`). */
  readonly plain?: boolean
  /** Pixels kept free inside the map, where other things lie over it. */
  readonly padding?: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }
  readonly legend?: 'below' | 'inside' | 'none'
  /** Multiplies line widths, symbols and type, for a wall seen from far away. */
  readonly magnify?: number
}

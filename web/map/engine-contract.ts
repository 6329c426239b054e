import type { LngLat, TerritoryMapProps } from './contract'
import type { Scene } from './scene'

export type MapTarget =
  | { readonly kind: 'area'; readonly code: string }
  | { readonly kind: 'facility'; readonly id: string }
  | { readonly kind: 'alert'; readonly id: string }

export interface EngineEvents {
  /** `at` in CSS pixels of the container; null when the pointer is over nothing. */
  hover(target: MapTarget | null, at: readonly [number, number]): void
  pick(target: MapTarget): void
  /** The camera moved: names and tooltip must be placed again. */
  moved(): void
  /** The graphics card dropped the drawing; the engine is unusable and has to be opened again. */
  lost(): void
}

/** One seam for MapLibre, Mapbox GL and the plain drawing. */
export interface MapEngine {
  readonly name: 'maplibre' | 'mapbox' | 'plain'
  paint(scene: Scene): void
  fit(padding: NonNullable<TerritoryMapProps['padding']>, animate: boolean): void
  project(at: LngLat): readonly [number, number] | null
  close(): void
}

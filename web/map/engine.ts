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

export interface EngineChoice {
  readonly mapboxToken: string | undefined
  readonly plain: boolean
}

/** Which engine a device gets. WebGL 2 is what both MapLibre 6 and deck.gl 9 need. */
export function chooseEngine(choice: EngineChoice, hasWebGl: boolean): MapEngine['name'] {
  if (choice.plain || !hasWebGl) return 'plain'
  return choice.mapboxToken ? 'mapbox' : 'maplibre'
}

let webGl: boolean | undefined

/** Asked once: browsers allow only a few contexts. */
export function hasWebGl2(): boolean {
  if (webGl === undefined) {
    const context = document.createElement('canvas').getContext('webgl2')
    webGl = context !== null
    context?.getExtension('WEBGL_lose_context')?.loseContext()
  }
  return webGl
}

/** Opens the engine for this device. Its code is loaded here, after the first paint. */
export async function openEngine(
  container: HTMLElement,
  choice: EngineChoice,
  scene: Scene,
  events: EngineEvents,
): Promise<MapEngine> {
  switch (chooseEngine(choice, hasWebGl2())) {
    case 'maplibre':
      return (await import('./maplibre-engine')).openMapLibre(container, scene, events)
    case 'mapbox':
      return (await import('./mapbox-engine')).openMapbox(container, scene, events, choice.mapboxToken ?? '')
    case 'plain':
      return (await import('./plain-engine')).openPlain(container, scene, events)
  }
}

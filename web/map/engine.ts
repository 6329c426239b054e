import type { EngineEvents, MapEngine } from './engine-contract'
import type { Scene } from './scene'

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

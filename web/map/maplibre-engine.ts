import { MapLibreOverlay } from '@deck.gl/maplibre'
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { EngineEvents, MapEngine } from './engine-contract'
import { blankStyle, glEngine, watchContext } from './gl-engine'
import type { Scene } from './scene'

// Copied into public/ by tools/copy-maplibre.mjs: the bundler cannot follow the worker's own imports.
setWorkerUrl('/maplibre/maplibre-gl-worker.mjs')

export function openMapLibre(container: HTMLElement, scene: Scene, events: EngineEvents): MapEngine {
  const map = new MapLibreMap({
    container,
    style: blankStyle(scene.theme.background),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    scrollZoom: false,
    keyboard: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    // The default of 4096 would silently halve a 5760 or 7680 pixel wall.
    maxCanvasSize: [8192, 4320],
    ...(scene.bounds ? { bounds: [...scene.bounds] as [number, number, number, number] } : {}),
  })
  map.touchZoomRotate.disableRotation()
  const unwatch = watchContext(container, events.lost)
  map.on('move', events.moved)
  map.on('error', ({ error }) => console.error('The map engine reports:', error))
  const shared = glEngine('maplibre', scene, events)
  const overlay = new MapLibreOverlay({ ...shared.wiring, interleaved: false })
  map.addControl(overlay)
  const engine = shared.attach(map, overlay)
  return {
    ...engine,
    close() {
      unwatch()
      engine.close()
    },
  }
}

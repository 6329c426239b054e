import { MapboxOverlay } from '@deck.gl/mapbox'
import mapboxgl from 'mapbox-gl'
import 'mapbox-gl/dist/mapbox-gl.css'
import type { EngineEvents, MapEngine } from './engine-contract'
import { blankStyle, glEngine, watchContext } from './gl-engine'
import type { Scene } from './scene'

/**
 * Mapbox GL with the operator's token. The style stays blank: the commission's own boundaries are the map, and a foreign base map
 * would draw borders that may not be published here.
 */
export function openMapbox(container: HTMLElement, scene: Scene, events: EngineEvents, accessToken: string): MapEngine {
  const map = new mapboxgl.Map({
    container,
    accessToken,
    style: blankStyle(scene.theme.background),
    projection: 'mercator',
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    scrollZoom: false,
    keyboard: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    ...(scene.bounds ? { bounds: [...scene.bounds] as [number, number, number, number] } : {}),
  })
  map.touchZoomRotate.disableRotation()
  const unwatch = watchContext(container, events.lost)
  map.on('move', events.moved)
  map.on('error', ({ error }) => console.error('The map engine reports:', error))
  const shared = glEngine('mapbox', scene, events)
  const overlay = new MapboxOverlay({ ...shared.wiring, interleaved: false })
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

import type { Layer, PickingInfo } from '@deck.gl/core'
import type { Device, Texture } from '@luma.gl/core'
import type { EngineEvents, MapEngine, MapTarget } from './engine-contract'
import { isMapTargetCarrier } from './layers/carrier'
import { paintLayers } from './layers/paint'
import { createSymbolTexture } from './layers/symbol-atlas'
import type { Scene } from './scene'

/** What MapLibre and Mapbox GL have in common, as far as we need it. */
export interface GlMap {
  fitBounds(
    bounds: [[number, number], [number, number]],
    options: { padding: { top: number; right: number; bottom: number; left: number }; duration: number },
  ): unknown
  project(at: [number, number]): { x: number; y: number }
  remove(): void
}

/** The deck.gl overlay of either. */
export interface GlOverlay {
  setProps(props: { layers: Layer[] }): void
}

export interface OverlayWiring {
  readonly layers: Layer[]
  readonly onDeviceInitialized: (device: Device) => void
  readonly onHover: (info: PickingInfo) => void
  readonly onClick: (info: PickingInfo) => void
  readonly getCursor: (state: { isHovering: boolean }) => string
  readonly pickingRadius: number
}

/** Layers, picking and camera shared by both engines; the caller makes the map and the overlay from `wiring`. */
export function glEngine(name: 'maplibre' | 'mapbox', first: Scene, events: EngineEvents) {
  let scene = first
  let texture: Texture | undefined
  let overlay: GlOverlay | undefined
  const repaint = () => {
    if (texture) overlay?.setProps({ layers: paintLayers(scene, texture) })
  }
  const wiring: OverlayWiring = {
    layers: [],
    onDeviceInitialized: (device) => {
      texture = createSymbolTexture(device)
      // The overlay takes no props while it is still building its deck.
      queueMicrotask(repaint)
    },
    onHover: (info) => events.hover(targetOf(info), [info.x, info.y]),
    onClick: (info) => {
      const target = targetOf(info)
      if (target) events.pick(target)
    },
    getCursor: ({ isHovering }) => (isHovering ? 'pointer' : 'default'),
    pickingRadius: 4,
  }
  return {
    wiring,
    attach(map: GlMap, attached: GlOverlay): MapEngine {
      overlay = attached
      repaint()
      return {
        name,
        paint(next) {
          scene = next
          repaint()
        },
        fit(padding, animate) {
          if (!scene.bounds) return
          const [west, south, east, north] = scene.bounds
          map.fitBounds(
            [
              [west, south],
              [east, north],
            ],
            { padding: { ...padding }, duration: animate ? 400 : 0 },
          )
        },
        project(at) {
          const { x, y } = map.project([at[0], at[1]])
          return [x, y]
        },
        close: () => map.remove(),
      }
    },
  }
}

function targetOf(info: PickingInfo): MapTarget | null {
  return isMapTargetCarrier(info.object) ? info.object.target : null
}

/** Everything a blank map needs. No source, no glyphs, no sprite: nothing is ever fetched. */
export function blankStyle(background: string) {
  return {
    version: 8 as const,
    sources: {},
    layers: [
      {
        id: 'background',
        type: 'background' as const,
        paint: { 'background-color': background, 'background-opacity': 0 },
      },
    ],
  }
}

/** Calls `lost` once when any canvas under the container loses its context. The events do not bubble, so they are captured. */
export function watchContext(container: HTMLElement, lost: () => void): () => void {
  let told = false
  const tell = (event: Event) => {
    event.preventDefault()
    if (told) return
    told = true
    lost()
  }
  container.addEventListener('webglcontextlost', tell, true)
  return () => container.removeEventListener('webglcontextlost', tell, true)
}

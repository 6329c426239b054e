import type { Layer } from '@deck.gl/core'
import type { Texture } from '@luma.gl/core'
import type { Scene } from '../scene'
import { arcLayers } from './arcs'
import { areaLayers } from './areas'
import { symbolLayers } from './symbols'

/** A scene as deck.gl layers, bottom first. The same list serves MapLibre and Mapbox GL. */
export function paintLayers(scene: Scene, atlas: Texture): Layer[] {
  return [...areaLayers(scene), ...arcLayers(scene), ...symbolLayers(scene, atlas)]
}

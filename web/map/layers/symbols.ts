import { IconLayer } from '@deck.gl/layers'
import type { Texture } from '@luma.gl/core'
import { SEVERITY_OF_LEVEL } from '../../charts/theme'
import { type Rgba, rgba } from '../colour'
import type { LngLat } from '../contract'
import type { Scene } from '../scene'
import { LEVEL_SIZE, type SymbolName, TIER_SIZE } from '../symbols'
import type { MapTargetCarrier } from './carrier'
import { SYMBOL_MAPPING } from './symbol-atlas'

interface Mark extends MapTargetCarrier {
  readonly at: LngLat
  readonly symbol: SymbolName
  readonly size: number
  readonly colour: Rgba
}

/** Facilities by tier, then alerts by level, the gravest on top; each over its own halo so that it stands out on any class colour. */
export function symbolLayers(scene: Scene, atlas: Texture) {
  return [
    ...marks('facilities', facilityMarks(scene), scene, atlas),
    ...marks('alerts', alertMarks(scene), scene, atlas),
  ]
}

export function facilityMarks({ points, theme, selected, magnify }: Scene): Mark[] {
  return points.map((point) => ({
    target: { kind: 'facility', id: point.id },
    at: point.at,
    symbol: `tier-${point.tier}`,
    size: TIER_SIZE[point.tier] * (point.size ?? 1) * magnify * (point.id === selected ? 1.7 : 1),
    colour: rgba(point.state && point.state !== 'normal' ? theme.severity[point.state] : theme.text),
  }))
}

const GRAVITY = { I: 3, II: 2, III: 1, IV: 0 } as const

export function alertMarks({ alerts, theme, magnify }: Scene): Mark[] {
  return [...alerts]
    .sort((a, b) => GRAVITY[a.level] - GRAVITY[b.level])
    .map((alert) => ({
      target: { kind: 'alert', id: alert.id },
      at: alert.at,
      symbol: `level-${alert.level}`,
      size: LEVEL_SIZE * magnify,
      colour: rgba(theme.severity[SEVERITY_OF_LEVEL[alert.level]]),
    }))
}

function marks(id: string, data: readonly Mark[], scene: Scene, atlas: Texture) {
  const shared = {
    data,
    iconAtlas: atlas,
    iconMapping: SYMBOL_MAPPING,
    getIcon: (mark: Mark) => mark.symbol,
    getPosition: (mark: Mark): [number, number] => [mark.at[0], mark.at[1]],
    sizeUnits: 'pixels' as const,
    alphaCutoff: 0.02,
  }
  return [
    new IconLayer<Mark>({
      ...shared,
      id: `${id}-halo`,
      getSize: (mark) => mark.size + 5 * scene.magnify,
      getColor: rgba(scene.theme.background, 0.9),
    }),
    new IconLayer<Mark>({
      ...shared,
      id,
      getSize: (mark) => mark.size,
      getColor: (mark) => mark.colour,
      pickable: true,
      autoHighlight: true,
      highlightColor: rgba(scene.theme.text, 0.5),
    }),
  ]
}

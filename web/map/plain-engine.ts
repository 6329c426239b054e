import { LinesChart, ScatterChart } from 'echarts/charts'
import { GeoComponent } from 'echarts/components'
import { init, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { choroplethFallbackOption, plainGeoJson } from '../charts/choropleth-fallback'
import type { TerritoryMapProps } from './contract'
import type { EngineEvents, MapEngine, MapTarget } from './engine'
import type { Scene } from './scene'

use([CanvasRenderer, GeoComponent, LinesChart, ScatterChart])

let registered = 0

/** The map drawn by ECharts on a plain canvas: no WebGL, the same scene, the same picks. */
export function openPlain(container: HTMLElement, first: Scene, events: EngineEvents): MapEngine {
  const chart = init(container, null, { renderer: 'canvas' })
  const name = `territory-${registered++}`
  let scene = first
  let padding: NonNullable<TerritoryMapProps['padding']> = { top: 16, right: 16, bottom: 16, left: 16 }

  const register = () => registerMap(name, JSON.stringify(plainGeoJson(scene)))
  const draw = () => {
    chart.setOption(choroplethFallbackOption(scene, name, padding), { notMerge: true })
    events.moved()
  }
  chart.on('mousemove', (event) => events.hover(targetOf(event), pointOf(event.event)))
  chart.on('mouseout', () => events.hover(null, [0, 0]))
  chart.on('click', (event) => {
    const target = targetOf(event)
    if (target) events.pick(target)
  })
  const observer = new ResizeObserver(() => {
    chart.resize()
    events.moved()
  })
  observer.observe(container)
  register()
  draw()

  return {
    name: 'plain',
    paint(next) {
      const moved = next.shapes !== scene.shapes
      scene = next
      if (moved) register()
      draw()
    },
    fit(next) {
      padding = next
      draw()
    },
    project(at) {
      const pixel: unknown = chart.convertToPixel('geo', [at[0], at[1]])
      return Array.isArray(pixel) && typeof pixel[0] === 'number' && typeof pixel[1] === 'number'
        ? [pixel[0], pixel[1]]
        : null
    },
    close() {
      observer.disconnect()
      chart.dispose()
    },
  }
}

function targetOf(event: { componentType?: string; name?: string; data?: unknown }): MapTarget | null {
  if (event.componentType === 'geo' && event.name) return { kind: 'area', code: event.name }
  const { data } = event
  if (typeof data !== 'object' || data === null || !('target' in data)) return null
  const { target } = data
  if (typeof target !== 'object' || target === null || !('kind' in target) || !('id' in target)) return null
  if (target.kind !== 'facility' && target.kind !== 'alert') return null
  return typeof target.id === 'string' ? { kind: target.kind, id: target.id } : null
}

function pointOf(event: unknown): [number, number] {
  if (typeof event !== 'object' || event === null || !('offsetX' in event) || !('offsetY' in event)) return [0, 0]
  return [Number(event.offsetX), Number(event.offsetY)]
}

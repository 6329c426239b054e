import { LinesChart, ScatterChart } from 'echarts/charts'
import { GeoComponent } from 'echarts/components'
import { init, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { choroplethFallbackOption, plainGeoJson } from '../charts/choropleth-fallback'
import type { TerritoryMapProps } from './contract'
import type { EngineEvents, MapEngine, MapTarget } from './engine-contract'
import type { Scene } from './scene'

use([CanvasRenderer, GeoComponent, LinesChart, ScatterChart])

let registered = 0

/** The map drawn by ECharts on a plain canvas: no WebGL, the same scene, the same picks. */
export function openPlain(container: HTMLElement, first: Scene, events: EngineEvents): MapEngine {
  // An element of its own: a page that opens the map twice and closes the first would close the drawing of the second with it.
  const canvas = container.appendChild(document.createElement('div'))
  canvas.style.cssText = 'position:absolute;inset:0'
  const chart = init(canvas, null, { renderer: 'canvas' })
  const name = `territory-${registered++}`
  let scene = first
  let padding: NonNullable<TerritoryMapProps['padding']> = { top: 16, right: 16, bottom: 16, left: 16 }

  // Without shapes, or in a box that its own padding fills, there is no scale: ECharts fails on it instead of drawing nothing.
  const drawable = () =>
    scene.shapes.length > 0 &&
    container.clientWidth > padding.left + padding.right &&
    container.clientHeight > padding.top + padding.bottom
  const register = () => registerMap(name, JSON.stringify(plainGeoJson(scene)))
  const draw = () => {
    if (!drawable()) return chart.clear()
    chart.resize()
    chart.setOption(choroplethFallbackOption(scene, name, padding), { notMerge: true })
    events.moved()
  }
  const known = (target: MapTarget | null) =>
    target?.kind === 'area' && !scene.shapes.some(({ code }) => code === target.code) ? null : target
  chart.on('mousemove', (event) => events.hover(known(targetOf(event)), pointOf(event.event)))
  chart.on('mouseout', () => events.hover(null, [0, 0]))
  chart.on('click', (event) => {
    const target = known(targetOf(event))
    if (target) events.pick(target)
  })
  const observer = new ResizeObserver(draw)
  observer.observe(container)
  register()
  draw()

  return {
    name: 'plain',
    paint(next) {
      const moved = next.shapes !== scene.shapes || next.neighbours !== scene.neighbours
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
      canvas.remove()
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

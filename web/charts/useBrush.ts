'use client'
import type { EChartsType } from 'echarts/core'
import { useEffect, useRef } from 'react'

/** Places of the first and the last category, both in. */
export interface Brushed {
  readonly first: number
  readonly last: number
}

/**
 * Drawing over a run of the category axis with the pointer; a click is a run of one. The band that shows it is moved by hand while the pointer moves, so
 * that nothing is rendered.
 */
export function useBrush(chart: EChartsType | undefined, onBrush: ((run: Brushed) => void) | undefined) {
  const band = useRef<HTMLElement>(null)
  const told = useRef(onBrush)
  told.current = onBrush
  const wanted = onBrush !== undefined
  useEffect(() => {
    if (!chart || !wanted) return
    const renderer = chart.getZr()
    let start: { index: number; x: number } | null = null
    const indexAt = (x: number) => {
      const found: unknown = chart.convertFromPixel({ xAxisIndex: 0 }, x)
      return typeof found === 'number' && Number.isFinite(found) ? found : null
    }
    const show = (from: number, to: number) => {
      const element = band.current
      if (!element) return
      element.hidden = false
      element.style.left = `${Math.min(from, to)}px`
      element.style.width = `${Math.abs(to - from)}px`
    }
    const down = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      const index = chart.containPixel('grid', [offsetX, offsetY]) ? indexAt(offsetX) : null
      start = index === null ? null : { index, x: offsetX }
    }
    const move = ({ offsetX }: { offsetX: number }) => {
      if (start) show(start.x, offsetX)
    }
    const up = ({ offsetX }: { offsetX: number }) => {
      const begun = start
      stop()
      const index = begun && indexAt(offsetX)
      if (begun && index !== null)
        told.current?.({ first: Math.min(begun.index, index), last: Math.max(begun.index, index) })
    }
    const stop = () => {
      start = null
      if (band.current) band.current.hidden = true
    }
    renderer.on('mousedown', down)
    renderer.on('mousemove', move)
    renderer.on('mouseup', up)
    renderer.on('globalout', stop)
    return () => {
      renderer.off('mousedown', down)
      renderer.off('mousemove', move)
      renderer.off('mouseup', up)
      renderer.off('globalout', stop)
    }
  }, [chart, wanted])
  return band
}

'use client'

import type { EChartsOption } from 'echarts'
import type { EChartsType } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import type { Drawing } from './drawing'
import { themeFrom } from './theme'
import { type Brushed, useBrush } from './useBrush'

/** Builds the option for what is known only in the browser: the theme in force, the size of type, the wish for no motion. */
export type OptionBuilder = (drawing: Drawing) => EChartsOption | null

/**
 * Mounts a chart and keeps it the size of its element. ECharts is loaded after the first paint.
 * `onPick` receives the index of the clicked item in its series, of a radar that of the axis whose name was clicked.
 */
export function useChart(build: OptionBuilder, onPick?: (index: number) => void) {
  const element = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EChartsType>()
  const pick = useRef(onPick)
  pick.current = onPick

  useEffect(() => {
    const host = element.current
    if (!host) return
    let made: EChartsType | undefined
    let gone = false
    const observer = new ResizeObserver(() => made?.resize())
    import('./echarts').then(({ init }) => {
      if (gone) return
      made = init(host, null, { renderer: 'svg' })
      made.on('click', (event) => pick.current?.(radarAxis(made, event) ?? event.dataIndex))
      observer.observe(host)
      setChart(made)
    })
    return () => {
      gone = true
      observer.disconnect()
      made?.dispose()
      setChart(undefined)
    }
  }, [])

  useEffect(() => {
    const host = element.current
    if (!chart || !host) return
    const draw = () => {
      const option = build({
        theme: themeFrom(host),
        text: Number.parseFloat(getComputedStyle(host).fontSize),
        animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      })
      if (option) chart.setOption(option, { replaceMerge: ['series'] })
      else chart.clear()
    }
    draw()
    // Type follows the window on a wall, and the theme may be switched.
    addEventListener('resize', draw)
    const themes = new MutationObserver(draw)
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      removeEventListener('resize', draw)
      themes.disconnect()
    }
  }, [chart, build])

  return { element, chart }
}

/** Which axis of a radar was clicked, by its name; undefined of any other click. */
function radarAxis(
  chart: EChartsType | undefined,
  { componentType, name }: { componentType: string; name: string },
): number | undefined {
  if (componentType !== 'radar') return undefined
  const { radar } = (chart?.getOption() ?? {}) as { radar?: readonly { indicator?: readonly { name?: string }[] }[] }
  return radar?.[0]?.indicator?.findIndex((axis) => axis.name === name)
}

/**
 * A chart in a box. The label says what it shows and its latest figures: it is all a screen reader gets.
 * Keep `build` stable between renders (`useCallback`), or the chart is drawn anew each time.
 */
export function Chart({
  build,
  label,
  className,
  onPick,
  onBrush,
}: {
  build: OptionBuilder
  label: string
  className?: string
  onPick?: (index: number) => void
  /** A run of the category axis was drawn over with the pointer, or one of it clicked. */
  onBrush?: (run: Brushed) => void
}) {
  const { element, chart } = useChart(build, onPick)
  const band = useBrush(chart, onBrush)
  const host = (
    <div ref={element} className={className} role="img" aria-label={label} style={{ width: '100%', height: '100%' }} />
  )
  if (!onBrush) return host
  return (
    <div style={{ position: 'relative', width: '100%', height: '100%', cursor: 'crosshair' }}>
      {host}
      <i
        ref={band}
        hidden
        style={{
          position: 'absolute',
          insetBlock: 0,
          background: 'var(--accent)',
          opacity: 0.14,
          pointerEvents: 'none',
        }}
      />
    </div>
  )
}

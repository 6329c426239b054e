'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { AreaList } from './AreaList'
import type { TerritoryMapProps } from './contract'
import { describeTarget } from './describe'
import type { MapTarget } from './engine-contract'
import { labelPoint } from './geometry'
import { Legend } from './Legend'
import css from './map.module.css'
import { Names } from './Names'
import { sceneOf } from './scene'
import { useEngine } from './useEngine'

interface Hover {
  readonly target: MapTarget
  readonly at: readonly [number, number]
}

/**
 * The territory as a choropleth with facilities and alerts. The engine comes after the first paint and is chosen for the device;
 * what is drawn, named, listed and explained is the same on all of them. Fills its parent, which must have a height.
 */
export function TerritoryMap(props: TerritoryMapProps) {
  const { shapes, alerts = [], labels, onPick, theme, source, approval, ariaLabel, legend = 'inside' } = props
  const t = useTranslations('charts')
  const container = useRef<HTMLDivElement>(null)
  const [hover, setHover] = useState<Hover | null>(null)
  const pick = (target: MapTarget) => {
    if (target.kind === 'area') onPick?.({ kind: 'area', code: target.code })
    else if (target.kind === 'facility') onPick?.({ kind: 'facility', id: target.id })
    else {
      const code = alerts.find((alert) => alert.id === target.id)?.areaCode
      if (code) onPick?.({ kind: 'area', code })
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is drawn makes a new scene
  const scene = useMemo(
    () => sceneOf(props),
    [
      props.shapes,
      props.scale,
      props.points,
      props.alerts,
      props.arcs,
      props.neighbours,
      props.selected,
      props.theme,
      props.magnify,
    ],
  )
  const engine = useEngine(container, scene, props, {
    hover: (target, at) => setHover(target && { target, at }),
    pick,
  })

  const showArea = (code: string | null) => {
    const shape = shapes.find((one) => one.code === code)
    const at = shape && engine.current?.project(shape.centre ?? labelPoint(shape.geometry))
    setHover(shape && at ? { target: { kind: 'area', code: shape.code }, at } : null)
  }
  // A target that a newer scene no longer holds has nothing to say.
  const told = hover && describeTarget(hover.target, props, t)

  return (
    <div
      className={css.frame}
      data-engine={engine.current?.name ?? 'none'}
      data-state={engine.state}
      style={{ fontSize: `${(props.magnify ?? 1) * 13}px` }}
    >
      <div
        ref={container}
        className={css.canvas}
        role="img"
        aria-label={ariaLabel}
        onPointerLeave={() => setHover(null)}
      />
      <Names
        engine={engine}
        shapes={shapes}
        neighbours={props.neighbours}
        alerts={alerts}
        mode={labels}
        selected={props.selected}
      />
      {told && hover && (
        <div className={css.tooltip} style={placeTooltip(hover.at, container.current)} role="presentation">
          <strong>{told.name}</strong>
          {told.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </div>
      )}
      {shapes.length === 0 && <p className={css.notice}>{t('map.empty')}</p>}
      {shapes.length > 0 && engine.state === 'opening' && <p className={css.notice}>{t('map.loading')}</p>}
      {engine.state === 'failed' && (
        <div className={css.notice} role="alert">
          <p>{t('map.failed', { reason: engine.reason ?? '' })}</p>
          <button type="button" onClick={engine.retry}>
            {t('map.retry')}
          </button>
        </div>
      )}
      {legend !== 'none' && <Legend {...props} className={legend === 'below' ? css.legendBelow : css.legend} />}
      <p className={css.source}>
        {t('map.source', { source })}
        {approval ? ` · ${t('map.approval', { number: approval })}` : ''}
      </p>
      <AreaList {...props} theme={theme} onShow={showArea} />
    </div>
  )
}

/** Beside the pointer, on the side with room. */
function placeTooltip([x, y]: readonly [number, number], frame: HTMLElement | null) {
  const flipX = frame !== null && x > frame.clientWidth * 0.6
  const flipY = frame !== null && y > frame.clientHeight * 0.7
  return {
    transform: `translate(${x}px, ${y}px) translate(${flipX ? 'calc(-100% - 12px)' : '12px'}, ${flipY ? 'calc(-100% - 12px)' : '12px'})`,
  }
}

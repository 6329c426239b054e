import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { TerritoryMapProps } from './contract'
import { openEngine } from './engine'
import type { EngineEvents, MapEngine } from './engine-contract'
import { type LossHistory, nextAfterLoss } from './recovery'
import type { Scene } from './scene'

const PADDING = { top: 24, right: 24, bottom: 24, left: 24 }

export interface OpenedEngine {
  readonly current: MapEngine | null
  readonly state: 'opening' | 'open' | 'failed'
  readonly reason: string | undefined
  /** Counts camera moves: whoever places things over the map does it again when this changes. */
  readonly moves: number
  readonly retry: () => void
}

/** Opens the engine for this device, repaints it when the scene changes, and opens it again when the graphics card drops it. */
export function useEngine(
  container: RefObject<HTMLDivElement | null>,
  scene: Scene,
  { mapboxToken, plain = false, padding = PADDING }: TerritoryMapProps,
  events: Pick<EngineEvents, 'hover' | 'pick'>,
): OpenedEngine {
  const [engine, setEngine] = useState<MapEngine | null>(null)
  const [reason, setReason] = useState<string>()
  const [moves, setMoves] = useState(0)
  const [round, setRound] = useState(0)
  const losses = useRef<LossHistory>({ at: [], plain: false })
  const latest = useRef({ scene, events, padding })
  latest.current = { scene, events, padding }
  const moved = useCallback(() => setMoves((count) => count + 1), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round opens the engine anew
  useEffect(() => {
    const host = container.current
    if (!host) return
    let opened: MapEngine | undefined
    let gone = false
    let waiting: ReturnType<typeof setTimeout> | undefined
    setReason(undefined)
    const lost = () => {
      const next = nextAfterLoss(losses.current, Date.now())
      losses.current = next.history
      waiting = setTimeout(() => setRound((count) => count + 1), next.waitMs)
    }
    openEngine(host, { mapboxToken, plain: plain || losses.current.plain }, latest.current.scene, {
      hover: (target, at) => latest.current.events.hover(target, at),
      pick: (target) => latest.current.events.pick(target),
      moved,
      lost,
    })
      .then((made) => {
        if (gone) {
          made.close()
          return
        }
        opened = made
        made.paint(latest.current.scene)
        made.fit(latest.current.padding, false)
        setEngine(made)
        moved()
      })
      .catch((error: unknown) => {
        if (!gone) setReason(error instanceof Error ? error.message : String(error))
      })
    return () => {
      gone = true
      clearTimeout(waiting)
      setEngine(null)
      opened?.close()
    }
  }, [container, mapboxToken, plain, round, moved])

  useEffect(() => {
    engine?.paint(scene)
  }, [engine, scene])

  const box = scene.bounds?.join(' ')
  const { top, right, bottom, left } = padding
  // biome-ignore lint/correctness/useExhaustiveDependencies: the camera follows the territory, not every repaint
  useEffect(() => {
    const host = container.current
    if (!engine || !host) return
    const room = { top, right, bottom, left }
    engine.fit(room, !matchMedia('(prefers-reduced-motion: reduce)').matches)
    const observer = new ResizeObserver(() => {
      engine.fit(room, false)
      moved()
    })
    observer.observe(host)
    return () => observer.disconnect()
  }, [engine, box, top, right, bottom, left, moved])

  return {
    current: engine,
    state: reason !== undefined ? 'failed' : engine ? 'open' : 'opening',
    reason,
    moves,
    retry: () => setRound((count) => count + 1),
  }
}

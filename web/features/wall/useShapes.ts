import type { Bilingual } from '@cockpit/domain/ids'
import type { MultiPolygon, Polygon } from 'geojson'
import { useEffect, useState } from 'react'
import type { LngLat } from '../../map/contract'

export interface WallShape {
  readonly code: string
  readonly name: Bilingual
  readonly centre: LngLat
  readonly geometry: Polygon | MultiPolygon
}

export interface WallShapes {
  readonly shapes: readonly WallShape[]
  readonly source: string
}

const RETRY_MS = 10_000

/** Fetches the boundaries once, after the first paint, and asks again until they come. */
export function useShapes(url: string): WallShapes | null {
  const [found, setFound] = useState<WallShapes | null>(null)
  useEffect(() => {
    let ended = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const response = await fetch(url)
        if (!response.ok) throw new Error(`The boundaries answered ${response.status}.`)
        const shapes = (await response.json()) as WallShapes
        if (!ended) setFound(shapes)
      } catch (error) {
        if (ended) return
        console.warn('The wall waits for its boundaries:', error)
        timer = setTimeout(ask, RETRY_MS)
      }
    }
    void ask()
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [url])
  return found
}

'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTRPCClient } from '../queries/trpc'
import type { SitingAnswer } from './model'

export interface SitingOrder {
  /** Minutes. */
  readonly radius: number
  readonly open: number
  readonly demand: 'residents' | 'uncovered'
}

export const FIRST_ORDER: SitingOrder = { radius: 60, open: 5, demand: 'residents' }

/** Runs one siting at a time for a territory; a cancelled or superseded run leaves nothing behind. */
export function useSiting(area: string | null) {
  const client = useTRPCClient()
  const [order, setOrder] = useState<SitingOrder>(FIRST_ORDER)
  const [result, setResult] = useState<SitingAnswer>()
  const [error, setError] = useState<unknown>(null)
  const [running, setRunning] = useState(false)
  const controller = useRef<AbortController | null>(null)

  const cancel = useCallback(() => {
    controller.current?.abort()
    controller.current = null
    setRunning(false)
  }, [])
  // Another territory is another question.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the area changes
  useEffect(() => {
    setResult(undefined)
    setError(null)
    return cancel
  }, [area, cancel])

  const run = useCallback(async () => {
    if (!area) return
    controller.current?.abort()
    const mine = new AbortController()
    controller.current = mine
    setRunning(true)
    setError(null)
    try {
      const answer = await client.plan.siting.mutate({ area: AreaCode.parse(area), ...order }, { signal: mine.signal })
      if (controller.current === mine) setResult(answer)
    } catch (failure) {
      if (controller.current === mine) setError(failure)
    } finally {
      if (controller.current === mine) setRunning(false)
    }
  }, [area, client, order])

  const stale =
    result !== undefined &&
    (result.order.radius !== order.radius || result.order.open !== order.open || result.order.demand !== order.demand)
  return { order, setOrder, result, error, running, stale, run, cancel }
}

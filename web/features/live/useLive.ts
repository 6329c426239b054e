'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { LiveMessage, type LiveTopic } from './live-message'
import { outdate } from './outdate'

export type LiveState = 'connecting' | 'open' | 'lost'

/** Two heartbeats of 15 s and a margin: silence longer than this means the line is dead even if nobody said so. */
const SILENCE_MS = 40_000
const GATHER_MS = 250

/**
 * Keeps a screen up to date: listens to `/api/live` and marks the queries concerned as out of date, gathering messages
 * of a quarter second into one round. After a lost line everything is asked again, because messages may have been missed.
 * @param onMessage called for every message, for example to mark a tile as just changed.
 */
export function useLive(onMessage?: (message: LiveMessage) => void): LiveState {
  const queries = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  const listener = useRef(onMessage)
  listener.current = onMessage

  useEffect(() => {
    let source: EventSource | undefined
    let silence: ReturnType<typeof setTimeout> | undefined
    let gather: ReturnType<typeof setTimeout> | undefined
    let wasLost = false
    const told = new Set<LiveTopic>()

    const flush = () => {
      gather = undefined
      const topics = [...told]
      told.clear()
      void outdate(queries, topics)
    }
    const alive = () => {
      clearTimeout(silence)
      silence = setTimeout(reopen, SILENCE_MS)
      setState('open')
      if (!wasLost) return
      wasLost = false
      void queries.invalidateQueries()
    }
    const onEvent = (event: MessageEvent<string>) => {
      alive()
      const message = LiveMessage.safeParse(JSON.parse(event.data))
      if (!message.success) return
      told.add(message.data.topic)
      gather ??= setTimeout(flush, GATHER_MS)
      listener.current?.(message.data)
    }
    const open = () => {
      source = new EventSource('/api/live')
      source.addEventListener('open', alive)
      source.addEventListener('beat', alive)
      source.addEventListener('message', onEvent)
      source.addEventListener('gap', () => {
        wasLost = true
        alive()
      })
      source.addEventListener('error', () => {
        wasLost = true
        setState('lost')
        // A refused stream (signed out, server restarting) is closed for good by the browser: open a new one later.
        if (source?.readyState === EventSource.CLOSED) {
          clearTimeout(silence)
          silence = setTimeout(reopen, 5_000)
        }
      })
    }
    const reopen = () => {
      source?.close()
      wasLost = true
      setState('lost')
      open()
      clearTimeout(silence)
      silence = setTimeout(reopen, SILENCE_MS)
    }
    open()
    return () => {
      clearTimeout(silence)
      clearTimeout(gather)
      source?.close()
    }
  }, [queries])
  return state
}

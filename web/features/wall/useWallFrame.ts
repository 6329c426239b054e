import { useEffect, useRef, useState } from 'react'
import { holdLastGood, isPending, type WallFrame } from './frame'

/** `lost`: the last good frame stands. `revoked` and `signedOut`: nothing may stand any longer. */
export type LinkState = 'live' | 'lost' | 'revoked' | 'signedOut'

const TOPICS = new Set(['lake.published', 'alert.changed', 'task.changed', 'posture.changed'])
/** Also the heartbeat: the server notes each question as a sign of life of this display. */
const EVERY_MS = 60_000
const GATHER_MS = 300
const SILENCE_MS = 40_000
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 60_000

/**
 * Keeps the frame of a wall up to date: asks again when the server says that something changed, and every minute besides.
 * Nothing is reloaded; a dead backend leaves the last good frame and is asked again at growing distances until it answers.
 */
export function useWallFrame(first: WallFrame, url: string): { frame: WallFrame; link: LinkState } {
  const [frame, setFrame] = useState(first)
  const [link, setLink] = useState<LinkState>('live')
  const asking = useRef(false)
  const startsPending = isPending(first)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let silence: ReturnType<typeof setTimeout> | undefined
    let source: EventSource | undefined
    let failures = 0
    let again = false
    let heard = false
    let ended = false

    const ask = async () => {
      if (ended) return
      if (asking.current) {
        again = true
        return
      }
      asking.current = true
      again = false
      clearTimeout(timer)
      try {
        const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(30_000) })
        if (ended) return
        if (response.status === 401) setLink('signedOut')
        else if ([403, 404, 410].includes(response.status)) setLink('revoked')
        else if (!response.ok) {
          throw new Error(`The wall's frame answered ${response.status}.`)
        } else {
          const next = (await response.json()) as WallFrame
          setFrame((before) => holdLastGood(before, next))
          setLink('live')
        }
        failures = 0
        timer = setTimeout(ask, again ? GATHER_MS : EVERY_MS)
      } catch (error) {
        if (ended) return
        console.warn('The wall keeps its last frame:', error)
        setLink('lost')
        timer = setTimeout(ask, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++))
      } finally {
        asking.current = false
      }
    }
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(ask, GATHER_MS)
    }
    const alive = () => {
      heard = true
      clearTimeout(silence)
      silence = setTimeout(listen, SILENCE_MS)
    }
    const listen = () => {
      source?.close()
      source = new EventSource('/api/live')
      source.addEventListener('open', () => {
        alive()
        // Messages may have been missed while the line was down.
        soon()
      })
      source.addEventListener('error', () => {
        // A line that was just good may have been cut because this screen lost its right to it: find out at once.
        if (heard) soon()
        heard = false
      })
      source.addEventListener('beat', alive)
      source.addEventListener('message', (event: MessageEvent<string>) => {
        alive()
        if (TOPICS.has(topicOf(event.data))) soon()
      })
      clearTimeout(silence)
      silence = setTimeout(listen, SILENCE_MS)
    }
    listen()
    timer = setTimeout(ask, startsPending ? 0 : EVERY_MS)
    return () => {
      ended = true
      asking.current = false
      clearTimeout(timer)
      clearTimeout(silence)
      source?.close()
    }
  }, [url, startsPending])
  return { frame, link }
}

function topicOf(data: string): string {
  try {
    const message: unknown = JSON.parse(data)
    return typeof message === 'object' && message !== null && 'topic' in message ? String(message.topic) : ''
  } catch {
    return ''
  }
}

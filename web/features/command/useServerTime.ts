'use client'
import { useEffect } from 'react'
import { setServerTime } from './server-clock'

const AGAIN_MS = 5 * 60_000

/** Sets the page's clock from the `Date` of an answer now, every five minutes, and when the tablet wakes up. */
export function useServerTime(): void {
  useEffect(() => {
    const ask = async () => {
      const sentAt = Date.now()
      try {
        const answer = await fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' })
        const date = Date.parse(answer.headers.get('date') ?? '')
        // The header counts whole seconds: half a second is the best guess at the rest.
        if (Number.isFinite(date)) setServerTime(date + 500, sentAt, Date.now())
      } catch {
        // Offline: the clock goes on from what is known, and the page says that it is offline.
      }
    }
    const onVisible = () => {
      if (document.visibilityState === 'visible') void ask()
    }
    void ask()
    const timer = setInterval(ask, AGAIN_MS)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [])
}

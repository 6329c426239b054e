import { useEffect, useState } from 'react'

/** The instant, refreshed every `everyMs`; the server's instant until the browser has taken over, so that both draw the same. */
export function useNow(first: string, everyMs = 1_000): Date {
  const [now, setNow] = useState(() => new Date(first))
  useEffect(() => {
    setNow(new Date())
    const timer = setInterval(() => setNow(new Date()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

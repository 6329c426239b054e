'use client'
import { useSyncExternalStore } from 'react'

const ASKED = '(prefers-reduced-motion: reduce)'

/** Whether the reader asks for less motion; false on the server. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    listen,
    () => matchMedia(ASKED).matches,
    () => false,
  )
}

function listen(changed: () => void): () => void {
  const asked = matchMedia(ASKED)
  asked.addEventListener('change', changed)
  return () => asked.removeEventListener('change', changed)
}

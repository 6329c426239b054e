'use client'
import { useSyncExternalStore } from 'react'

/**
 * The time as the server counts it, ticking once a second. Only components that call `useServerNow` are drawn again, so a
 * page full of cards does not redraw for one changing digit. A tablet's own clock may be minutes off; it is never trusted.
 */
let ahead = 0
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

/** A slower answer says too little about when it was written; only the first is believed whatever it took. */
const TRUSTED_ROUND_TRIP_MS = 2000
let known = false

/** Sets the clock from one answer, taking half of the round trip as the way back. All in milliseconds. */
export function setServerTime(serverNow: number, sentAt: number, receivedAt: number): void {
  const roundTrip = receivedAt - sentAt
  if (!(roundTrip >= 0) || (known && roundTrip > TRUSTED_ROUND_TRIP_MS)) return
  known = true
  ahead = serverNow + roundTrip / 2 - receivedAt
  for (const listener of listeners) listener()
}

export function serverNow(): number {
  return Date.now() + ahead
}

function tick(): void {
  for (const listener of listeners) listener()
  // At the next whole second, so that the digits of all clocks change together.
  timer = setTimeout(tick, 1000 - (serverNow() % 1000) + 5)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) tick()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearTimeout(timer)
  }
}

/** Server time in whole seconds, as milliseconds since 1970; null while the page is drawn on the server. */
export function useServerNow(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(serverNow() / 1000) * 1000,
    () => null,
  )
}

'use client'
import { useEffect, useRef, useState } from 'react'

/** Keys of the list of alerts; each does what a button beside it does. */
export const ACT_KEYS = { a: 'acknowledge', z: 'snooze', l: 'setLevel', m: 'merge', f: 'falseAlarm' } as const
export type ListAct = (typeof ACT_KEYS)[keyof typeof ACT_KEYS]

const isActKey = (key: string): key is keyof typeof ACT_KEYS => key in ACT_KEYS

/**
 * j and k move the mark, x takes a row into the selection, Enter opens it, a letter begins an act. Silent while somebody types or a
 * dialog is open, and never in the way of the browser's own shortcuts.
 * @returns index of the marked row, -1 when none is
 */
export function useListKeys({
  ids,
  off,
  onToggle,
  onOpen,
  onAct,
}: {
  readonly ids: readonly string[]
  readonly off: boolean
  readonly onToggle: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly onAct: (act: ListAct, id: string | undefined) => void
}): number {
  const [marked, setMarked] = useState<string>()
  const at = marked === undefined ? -1 : ids.indexOf(marked)
  const state = useRef({ ids, off, onToggle, onOpen, onAct, at })
  state.current = { ids, off, onToggle, onOpen, onAct, at }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const now = state.current
      if (now.off || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      const id = now.ids[now.at]
      if (event.key === 'j' || event.key === 'k') {
        const step = event.key === 'j' ? 1 : -1
        setMarked(now.ids[Math.max(0, Math.min(now.ids.length - 1, now.at + step))])
      } else if (event.key === 'x' && id) now.onToggle(id)
      else if (event.key === 'Enter' && id && event.target === document.body) now.onOpen(id)
      else if (isActKey(event.key)) now.onAct(ACT_KEYS[event.key], id)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  return at
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select, [role=combobox]')
}

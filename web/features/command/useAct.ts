'use client'
import { useCallback, useRef, useState } from 'react'
import { type ActEvent, type ActState, IDLE, newKey, nextAct } from './acts'
import { runAct } from './run-act'

/** One act of a component, its state visible from the tap to the answer. `send` resolves to true only when the server took it. */
export function useAct(onAccepted?: () => void) {
  const [state, setState] = useState<ActState>(IDLE)
  const current = useRef<ActState>(IDLE)
  const apply = useCallback((event: ActEvent) => {
    current.current = nextAct(current.current, event)
    setState(current.current)
    return current.current
  }, [])
  const send = useCallback(
    async (call: (key: string) => Promise<{ readonly repeated: boolean }>): Promise<boolean> => {
      if (current.current.kind === 'sending') return false
      const taken = await runAct({ apply, newKey: () => newKey(), online: () => navigator.onLine }, call)
      if (taken) onAccepted?.()
      return taken
    },
    [apply, onAccepted],
  )
  const edit = useCallback(() => apply({ type: 'edit' }), [apply])
  return { state, send, edit }
}

import { type ReactNode, useEffect, useRef, useState } from 'react'
import css from './changing.module.css'

const SHOWN_MS = 12_000

/** Marks its content for a while after the text changed: the only motion on a wall. */
export function Changing({ text, children }: { text: string; children: ReactNode }) {
  const before = useRef(text)
  const [changed, setChanged] = useState(false)
  useEffect(() => {
    if (before.current === text) return
    before.current = text
    setChanged(true)
    const timer = setTimeout(() => setChanged(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <span className={css.changing} data-changed={changed}>
      {children}
    </span>
  )
}

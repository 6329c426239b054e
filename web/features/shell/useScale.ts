'use client'
import { useEffect, useState } from 'react'

/** Steps of the desk's type by the width of the window; `shell.module.css` has the same for everything drawn by CSS. */
const STEPS = [
  { media: '(min-width: 3200px)', scale: 1.5 },
  { media: '(min-width: 2400px)', scale: 1.2 },
] as const

/** Factor for what takes its size as a number: the component library and the map. 1 before the first paint. */
export function useScale(): number {
  const [scale, setScale] = useState(1)
  useEffect(() => {
    const read = () => setScale(STEPS.find(({ media }) => matchMedia(media).matches)?.scale ?? 1)
    read()
    addEventListener('resize', read)
    return () => removeEventListener('resize', read)
  }, [])
  return scale
}

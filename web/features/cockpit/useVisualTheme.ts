'use client'
import { type RefObject, useEffect, useState } from 'react'
import { themeFrom, type VisualTheme } from '../../charts/theme'

/** The colours in force on an element, read again when somebody switches the theme; null before the first paint. */
export function useVisualTheme(element: RefObject<Element | null>): VisualTheme | null {
  const [theme, setTheme] = useState<VisualTheme | null>(null)
  useEffect(() => {
    const read = () => element.current && setTheme(themeFrom(element.current))
    read()
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [element])
  return theme
}

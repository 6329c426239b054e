'use client'
import { useEffect } from 'react'

/** What is copied from the page says who copied it and when. */
export function useCopyMark(mark: string): void {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const text = document.getSelection()?.toString() ?? ''
      if (text === '' || !event.clipboardData) return
      event.clipboardData.setData('text/plain', `${text}\n${mark}\n`)
      event.preventDefault()
    }
    document.addEventListener('copy', copy)
    return () => document.removeEventListener('copy', copy)
  }, [mark])
}

import type { ReactNode } from 'react'
import css from './notice.module.css'

/** A full screen that says why there is no board, and what to do. */
export function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <main className={css.notice} data-wall="notice">
      <h1>{title}</h1>
      <p>{text}</p>
      {children && <nav>{children}</nav>}
    </main>
  )
}

import type { ReactNode } from 'react'
import styles from './page.module.css'

/**
 * A desk page beside the cockpit: its heading, its tools, its content over the whole width.
 * @param inOrder its parts are as long as what they are given: each is shown once those above it stand, so that nothing seen is pushed down
 */
export function Page({
  title,
  note,
  tools,
  inOrder = false,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  tools?: ReactNode
  inOrder?: boolean
  children: ReactNode
}) {
  return (
    <div className={styles.page} data-in-order={inOrder || undefined}>
      <header className={styles.head}>
        <h1>{title}</h1>
        {note && <p>{note}</p>}
        {tools && <div className={styles.tools}>{tools}</div>}
      </header>
      {children}
    </div>
  )
}

export function Card({ title, children, testId }: { title?: ReactNode; children: ReactNode; testId?: string }) {
  return (
    <section className={styles.card} data-testid={testId}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  )
}

/** Term and description in two columns; an empty description is left out. */
export function Facts({ rows }: { rows: readonly (readonly [term: string, text: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows
        .filter(([, text]) => text !== null && text !== undefined && text !== '')
        .map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  )
}

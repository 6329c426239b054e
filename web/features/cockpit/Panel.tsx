import type { ReactNode } from 'react'
import { StaleMark } from '../states/StaleMark'
import styles from './panel.module.css'

/** A box of the cockpit: a title, what it is compared with or where it stands in time, and its content. */
export function Panel({
  title,
  note,
  tools,
  stale,
  className,
  testId,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  tools?: ReactNode
  /** Since when its content has not been renewed, where it could not be. */
  stale?: string
  className?: string
  testId?: string
  children: ReactNode
}) {
  return (
    <section className={`${styles.panel} ${className ?? ''}`} data-testid={testId}>
      <header className={styles.panelHead}>
        <h2 title={typeof title === 'string' ? title : undefined}>{title}</h2>
        {note && (
          <span className={styles.note} title={typeof note === 'string' ? note : undefined}>
            {note}
          </span>
        )}
        <StaleMark since={stale} />
        {tools}
      </header>
      <div className={styles.panelBody} data-part="panel-body">
        {children}
      </div>
    </section>
  )
}

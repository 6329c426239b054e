import styles from './states.module.css'

export function Empty({ children }: { children: string }) {
  return <p className={styles.empty}>{children}</p>
}

/** Grey shapes in the place of what is coming, so that nothing moves when it is there. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className={styles.skeleton} aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never change places
        <i key={line} style={{ width: `${90 - ((line * 37) % 50)}%` }} />
      ))}
    </div>
  )
}

import styles from './plan.module.css'

/** A value against a reference on a common scale: the bar, and a tick where the reference stands. Drawn beside the number, never instead of it. */
export function Bar({
  value,
  reference,
  max,
  short,
}: {
  value: number
  reference: number
  max: number
  short: boolean
}) {
  const at = (part: number) => `${Math.min(100, Math.max(0, (part / max) * 100))}%`
  return (
    <span className={styles.bar} data-short={short} aria-hidden="true">
      <i style={{ width: at(value) }} />
      <b style={{ left: at(reference) }} />
    </span>
  )
}

import Link from 'next/link'
import type { WaterfallStep } from './explain-view'
import styles from './waterfall.module.css'

const percent = (at: number) => `${(at * 100).toFixed(2)}%`

/**
 * A staircase on its side, a line for each part: names of any length stay readable, and the same lines are what a screen reader hears. Its scale begins at
 * the lowest step, not at nought, so the two ends are marks and no bars.
 */
export function Waterfall({
  steps,
  nameOf,
  hrefOf,
}: {
  steps: readonly WaterfallStep[]
  nameOf: (step: WaterfallStep) => string
  hrefOf: (step: WaterfallStep) => string | null
}) {
  return (
    <ol className={styles.stairs} data-testid="waterfall">
      {steps.map((step) => {
        const href = hrefOf(step)
        const name = nameOf(step)
        const end = step.kind === 'before' || step.kind === 'after'
        return (
          <li key={`${step.kind} ${step.id}`} data-kind={step.kind} data-testid={`step-${step.id}`}>
            {href ? (
              <Link href={href} title={name} className={styles.name}>
                {name}
              </Link>
            ) : (
              <span className={styles.name} title={name}>
                {name}
              </span>
            )}
            <span className={styles.lane} aria-hidden="true">
              {end ? (
                <i className={styles.end} style={{ left: percent(step.to) }} />
              ) : (
                <i
                  className={styles.bar}
                  data-sense={step.sense}
                  data-way={step.to >= step.from ? 'up' : 'down'}
                  style={{
                    left: percent(Math.min(step.from, step.to)),
                    width: percent(Math.abs(step.to - step.from)),
                  }}
                />
              )}
            </span>
            <span className={styles.figure}>{step.text}</span>
          </li>
        )
      })}
    </ol>
  )
}

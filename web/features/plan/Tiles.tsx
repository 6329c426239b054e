import type { ReactNode } from 'react'
import styles from './plan.module.css'

export interface Figure {
  readonly name: string
  readonly value: string
  readonly unit?: string
  readonly note?: ReactNode
  readonly tone?: 'watch' | 'ok'
}

export function Tiles({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className={styles.tiles}>
      {figures.map(({ name, value, unit, note, tone }) => (
        <div key={name} data-tone={tone}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            {unit && <small> {unit}</small>}
            {note && <p>{note}</p>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

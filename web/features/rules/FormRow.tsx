'use client'
import { type ReactNode, useId } from 'react'
import shared from '../shell/page.module.css'
import styles from './rules.module.css'

/** A label, its control, what is wrong with it and what it means; a screen reader hears all three together. */
export function FormRow({
  label,
  help,
  fault,
  children,
}: {
  label: string
  help?: string | undefined
  fault?: string | undefined
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={styles.row} data-fault={fault ? '' : undefined}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {fault ? (
        <p className={shared.problem} role="alert">
          {fault}
        </p>
      ) : (
        help && <p className={shared.hint}>{help}</p>
      )}
    </div>
  )
}

'use client'
import { type ReactNode, useId } from 'react'
import shared from '../shell/page.module.css'
import styles from './reports.module.css'

/** A label, its control, and below it what is wrong or what it means. */
export function FormRow({
  label,
  help,
  fault,
  wide = false,
  children,
}: {
  label: string
  help?: ReactNode
  fault?: string | null
  wide?: boolean
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={`${shared.field} ${wide ? styles.wide : ''}`} data-fault={fault ? '' : undefined}>
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

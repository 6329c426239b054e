'use client'
import { type ReactNode, useId } from 'react'
import styles from './page.module.css'

/** A label and its control; the control takes the id, so that a click on the label and a screen reader find it. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './sheet.module.css'

/** A dialog from the side (landscape) or from below (portrait), within reach of a thumb. The browser keeps the focus inside. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useTranslations('command')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className={styles.sheetHead}>
        <h2>{title}</h2>
        <button type="button" className={styles.close} onClick={onClose} aria-label={t('sheet.close')}>
          <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
            <path d="M3 3l10 10M13 3 3 13" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
          </svg>
        </button>
      </header>
      <div className={styles.sheetBody}>{children}</div>
    </dialog>
  )
}

'use client'
import { Button, Input, type InputRef } from 'antd'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Field } from '../shell/Field'
import shared from '../shell/page.module.css'
import styles from './people.module.css'

/** A password that was just set, to be handed on: it is shown here and nowhere afterwards. */
export function Handover({ title, password }: { title: string; password: string }) {
  const t = useTranslations('people.password')
  const box = useRef<InputRef>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  async function copy() {
    setCopied(await copyFrom(password, box.current))
  }
  return (
    <div className={styles.handover}>
      <p role="status" className={styles.done} data-testid="handover">
        {title}
      </p>
      <Field label={t('new')}>
        {(id) => (
          <span className={styles.line}>
            <Input id={id} ref={box} readOnly value={password} data-testid="handover-password" />
            <Button onClick={copy}>{t('copy')}</Button>
          </span>
        )}
      </Field>
      <p className={shared.hint} aria-live="polite">
        {copied === null ? t('once') : t(copied ? 'copied' : 'copyFailed')}
      </p>
    </div>
  )
}

/** True when it lies in the clipboard. Browsers keep the newer way from pages that come without encryption, as on many an intranet. */
async function copyFrom(text: string, box: InputRef | null): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      return true
    }
  } catch {
    // Refused by the browser: the older way may still be open.
  }
  box?.focus({ cursor: 'all' })
  return document.execCommand('copy')
}

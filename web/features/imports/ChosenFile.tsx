'use client'
import { Button } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import styles from '../shell/page.module.css'
import imports from './imports.module.css'
import type { Look } from './look-at-file'
import { Preview } from './Preview'

interface Props {
  readonly file: File
  /** Files that wait behind it. */
  readonly more: number
  /** Null while it is being looked at. */
  readonly look: Look | null
  readonly busy: boolean
  readonly onSend: () => void
  readonly onSendAll: () => void
  readonly onDrop: () => void
  /** Another table was chosen for the file. */
  readonly onTable: (name: string) => void
}

/** The file chosen and how it will be read. One that would be refused cannot be sent; one that could not be looked at can. */
export function ChosenFile({ file, more, look, busy, onSend, onSendAll, onDrop, onTable }: Props) {
  const t = useTranslations('imports')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const preview = look?.kind === 'preview' ? look.preview : null
  const hopeless = preview?.kind === 'refused'
  const other = preview?.kind === 'refused' ? preview.other : undefined
  return (
    <section
      className={imports.steps}
      aria-busy={look === null}
      data-testid="import-chosen"
      data-state={preview?.kind ?? look?.kind ?? 'looking'}
    >
      <strong>
        {file.name} {more > 0 && <span className={styles.muted}>{t('more', { count: more })}</span>}
      </strong>
      {look === null && <p className={styles.hint}>{t('looking')}</p>}
      {look?.kind === 'too-large' && <p className={styles.hint}>{t('tooLargeToLook')}</p>}
      {look?.kind === 'refused' && <p className={styles.problem}>{refusal(look.word)}</p>}
      {preview?.kind === 'refused' && (
        <p className={imports.warning} role="alert">
          {preview.message[language]}
        </p>
      )}
      {other && (
        <p className={styles.hint}>
          {t('otherTable', { title: other.title[language] })}{' '}
          <Button size="small" disabled={busy} onClick={() => onTable(other.name)} data-testid="import-other-table">
            {t('takeOtherTable')}
          </Button>
        </p>
      )}
      {preview?.kind === 'failed' && <p className={styles.problem}>{preview.message[language]}</p>}
      {preview?.kind === 'readable' && <Preview preview={preview} />}
      <div className={styles.actions}>
        <Button type="primary" disabled={hopeless || busy || look === null} onClick={onSend} data-testid="import-send">
          {t('send')}
        </Button>
        {more > 0 && (
          <Button disabled={busy || look === null} onClick={onSendAll} data-testid="import-send-all">
            {t('sendAll', { count: more + 1 })}
          </Button>
        )}
        <Button disabled={busy} onClick={onDrop}>
          {t('leave')}
        </Button>
      </div>
    </section>
  )
}

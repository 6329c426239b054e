'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import styles from '../shell/page.module.css'
import type { RefusalWord } from '../shell/refusal-word'
import { ChosenFile } from './ChosenFile'
import imports from './imports.module.css'
import { type Look, lookAtFile } from './look-at-file'
import { SentFile } from './SentFile'
import { sendFile } from './send-file'

export interface UploadTable {
  readonly name: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly columns: readonly {
    readonly header: string
    readonly title: { readonly zh: string; readonly en: string }
    readonly required: boolean
  }[]
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly name: string; readonly share: number }
  | { readonly kind: 'taken'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly word: RefusalWord; readonly line?: number | undefined }

/** Files for a table, chosen or dropped: each is shown as it will be read before it is sent. "Taken" is said only when the server has it. */
export function Upload({ tables }: { tables: readonly UploadTable[] }) {
  const t = useTranslations('imports')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [table, setTable] = useState(tables[0]?.name ?? '')
  const [waiting, setWaiting] = useState<readonly File[]>([])
  const [look, setLook] = useState<Look | null>(null)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [sent, setSent] = useState<readonly { readonly id: string; readonly name: string }[]>([])
  const [over, setOver] = useState(false)
  const required = tables.find(({ name }) => name === table)?.columns.filter((column) => column.required) ?? []
  const [file] = waiting

  useEffect(() => {
    setLook(null)
    if (!file) return
    const gone = new AbortController()
    lookAtFile(table, file, gone.signal).then(setLook, (error: unknown) => {
      if (!gone.signal.aborted) setLook({ kind: 'refused', word: 'failed' })
      if (!gone.signal.aborted) console.error('The file could not be looked at', error)
    })
    return () => gone.abort()
  }, [table, file])

  const choose = (files: FileList | null) => {
    setState({ kind: 'idle' })
    setWaiting([...(files ?? [])])
  }

  async function send(files: readonly File[]) {
    for (const one of files) {
      setState({ kind: 'sending', name: one.name, share: 0 })
      const outcome = await sendFile(table, one, (share) => setState({ kind: 'sending', name: one.name, share }))
      if (!outcome.ok) return setState({ kind: 'refused', name: one.name, word: outcome.word, line: outcome.line })
      setState({ kind: 'taken', name: one.name })
      setSent((before) => [{ id: outcome.id, name: one.name }, ...before.filter(({ id }) => id !== outcome.id)])
      setWaiting((before) => before.filter((other) => other !== one))
      await queries.invalidateQueries(trpc.imports.pathFilter())
    }
  }

  return (
    <Card title={t('upload')}>
      <div className={styles.form}>
        <div className={styles.actions}>
          <Select
            value={table}
            onChange={setTable}
            style={{ minWidth: 280 }}
            showSearch
            optionFilterProp="label"
            disabled={state.kind === 'sending'}
            aria-label={t('column.table')}
            data-testid="import-table"
            options={tables.map(({ name, title }) => ({ value: name, label: `${title[language]} · ${name}` }))}
          />
          <p className={styles.hint}>
            {t('required', {
              columns: required
                .map(({ header, title }) => `${title[language]} ${header}`)
                .join(language === 'zh' ? '、' : ', '),
            })}
          </p>
        </div>
        <label
          className={`${styles.drop} ${imports.drop}`}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            choose(event.dataTransfer.files)
          }}
        >
          <span>{t('drop')}</span>
          <span className={imports.choose}>{t('choose')}</span>
          <input
            type="file"
            multiple
            disabled={state.kind === 'sending'}
            accept=".csv,.txt,.tsv,.xlsx,text/csv"
            data-testid="import-upload"
            onChange={(event) => {
              choose(event.target.files)
              event.target.value = ''
            }}
          />
        </label>
        {file && (
          <ChosenFile
            file={file}
            more={waiting.length - 1}
            look={look}
            busy={state.kind === 'sending'}
            onSend={() => void send([file])}
            onSendAll={() => void send(waiting)}
            onDrop={() => setWaiting(waiting.slice(1))}
            onTable={setTable}
          />
        )}
        <div role="status" data-testid="import-status" data-state={state.kind}>
          {state.kind === 'sending' && (
            <>
              {t('sending', { name: state.name, percent: Math.round(state.share * 100) })}
              <div className={styles.progress}>
                <i style={{ width: `${state.share * 100}%` }} />
              </div>
            </>
          )}
          {state.kind === 'taken' && t('taken', { name: state.name })}
          {state.kind === 'refused' && (
            <p className={styles.problem}>
              {state.name}: {refusal(state.word)} {state.line ? t('line', { line: state.line }) : ''}
            </p>
          )}
        </div>
        {sent.length > 0 && (
          <ul className={imports.sent} aria-label={t('sent')}>
            {sent.map(({ id, name }) => (
              <SentFile key={id} id={id} name={name} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}

'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import styles from '../shell/page.module.css'
import type { RefusalWord } from '../shell/refusal-word'
import { sendFile } from './send-file'

export interface UploadTable {
  readonly name: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly columns: readonly { readonly header: string; readonly required: boolean }[]
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly name: string; readonly share: number }
  | { readonly kind: 'taken'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly word: RefusalWord; readonly line?: number }

/** A file for a table, chosen or dropped, with its progress. "Taken" is said only when the server has it. */
export function Upload({ tables }: { tables: readonly UploadTable[] }) {
  const t = useTranslations('imports')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [table, setTable] = useState(tables[0]?.name ?? '')
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [over, setOver] = useState(false)
  const required = tables.find(({ name }) => name === table)?.columns.filter((column) => column.required) ?? []

  async function send(files: FileList | null) {
    for (const file of files ?? []) {
      setState({ kind: 'sending', name: file.name, share: 0 })
      const outcome = await sendFile(table, file, (share) => setState({ kind: 'sending', name: file.name, share }))
      if (!outcome.ok) return setState({ kind: 'refused', name: file.name, word: outcome.word, line: outcome.line })
      setState({ kind: 'taken', name: file.name })
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
            aria-label={t('column.table')}
            data-testid="import-table"
            options={tables.map(({ name, title }) => ({ value: name, label: `${title[language]} · ${name}` }))}
          />
          <p className={styles.hint}>{t('required', { columns: required.map(({ header }) => header).join('、') })}</p>
        </div>
        <label
          className={styles.drop}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            void send(event.dataTransfer.files)
          }}
        >
          <span>{t('drop')}</span>
          <input
            type="file"
            multiple
            accept=".csv,.txt,.tsv,.gz,text/csv"
            data-testid="import-upload"
            onChange={(event) => {
              void send(event.target.files)
              event.target.value = ''
            }}
          />
        </label>
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
      </div>
    </Card>
  )
}

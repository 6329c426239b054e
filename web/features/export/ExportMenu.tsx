'use client'
import { writeParameters } from '@cockpit/domain/indicator/parameters'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { reportPage } from '@cockpit/domain/scheduled-report/report-page'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Dropdown } from 'antd'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { isSchedulable } from '../reports/report-draft'
import styles from './export.module.css'
import { refusalIn } from './refusal-in'
import { fileAddress, type SaveOutcome, saveFrom } from './save-file'
import { savePicture } from './save-picture'

type Kind = 'csv' | 'xlsx' | 'svg' | 'png' | 'pdf'
/** The page, or the table of a panel, as a scheduled report. */
const SCHEDULE = 'schedule'

/**
 * The small button by which what a panel shows leaves: its question as a table, its chart as a picture, the page on paper. It is there
 * for those who may export; the server decides again, stamps and logs.
 * @param question what the panel asked; without one there is no table
 * @param parts the questions its file is made of, where what it shows is asked by several: then it is no table of one question to be sent regularly
 * @param chart the panel draws a chart, which is found in its section
 * @param page offers the whole page as PDF
 */
export function ExportMenu({
  question,
  parts,
  name,
  chart = false,
  page = false,
}: {
  question: IndicatorQueryText | null
  parts?: readonly IndicatorQueryText[] | undefined
  name: string
  chart?: boolean
  page?: boolean
}) {
  const t = useTranslations('export')
  const locale = useLocale()
  const trpc = useTRPC()
  const { message } = App.useApp()
  const router = useRouter()
  const path = `${usePathname()}?${useSearchParams()}`
  const button = useRef<HTMLButtonElement>(null)
  const [busy, setBusy] = useState(false)
  const me = useQuery({ ...trpc.session.me.queryOptions(), staleTime: 5 * 60_000 })
  const picture = useMutation(trpc.export.picture.mutationOptions())
  if (!me.data?.actions.includes('export')) return null
  const kinds: Kind[] = [
    ...(question ? (['csv', 'xlsx'] as const) : []),
    ...(chart && question ? (['svg', 'png'] as const) : []),
    ...(page ? (['pdf'] as const) : []),
  ]
  const run = async (kind: Kind): Promise<SaveOutcome> => {
    if (kind === 'pdf') {
      const here = location.pathname + location.search
      return saveFrom(`/api/export/page?path=${encodeURIComponent(here)}`, locale)
    }
    if (!question) return { ok: false, reason: 'failed' }
    if (kind === 'csv' || kind === 'xlsx') {
      return saveFrom(fileAddress(parts ?? [question], kind), locale)
    }
    const section = button.current?.closest('section')
    if (!section) return { ok: false, reason: 'noDrawing' }
    return savePicture(section, { title: name, language: languageOf(locale), words: t, format: kind }, (drawing) =>
      picture.mutateAsync({ question, format: kind, drawing }),
    )
  }
  const take = async (kind: Kind) => {
    setBusy(true)
    const close = message.loading(t('working'), 0)
    const outcome = await run(kind).catch((error: unknown): SaveOutcome => ({ ok: false, reason: refusalIn(error) }))
    close()
    setBusy(false)
    if (outcome.ok) void message.success(t('done', { file: outcome.file }))
    else void message.error(outcome.told ?? wordOf(outcome.reason, t), 8)
  }
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          ...kinds.map((kind) => ({ key: kind, label: t(kind) })),
          ...(page && reportPage(path) ? [{ key: SCHEDULE, label: t('schedule') }] : []),
          ...(!page && !parts && question && isSchedulable(question)
            ? [{ key: SCHEDULE, label: t('scheduleTable') }]
            : []),
          { type: 'divider' },
          { key: 'logged', disabled: true, label: <span className={styles.logged}>{t('logged')}</span> },
        ],
        onClick: ({ key, domEvent }) => {
          domEvent.stopPropagation()
          if (key === SCHEDULE)
            router.push(
              page || !question
                ? `/reports/new?path=${encodeURIComponent(location.pathname + location.search)}`
                : `/reports/new?${writeParameters(question)}`,
            )
          const kind = kinds.find((one) => one === key)
          if (kind) void take(kind)
        },
      }}
    >
      <button
        ref={button}
        type="button"
        className={page ? styles.wide : styles.open}
        disabled={busy}
        aria-label={t('open', { name })}
        title={t('open', { name })}
        data-testid="export-open"
        data-paper="hide"
        onClick={(event) => event.stopPropagation()}
      >
        <svg viewBox="0 0 16 16" width="1.05em" height="1.05em" aria-hidden="true">
          <path
            d="M8 2v7.5M4.8 6.6 8 9.8l3.2-3.2M2.5 10.5v3h11v-3"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </button>
    </Dropdown>
  )
}

const FAILURES = ['offline', 'export-not-permitted', 'not-permitted', 'failed'] as const

function wordOf(reason: string, t: ReturnType<typeof useTranslations<'export'>>): string {
  if (reason === 'noDrawing') return t('noDrawing')
  return t(`failed.${FAILURES.find((one) => one === reason) ?? 'failed'}`)
}

'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { z } from 'zod'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import page from '../shell/page.module.css'
import { isOver, TONE } from './import-states'

const Told = z.object({ zh: z.string(), en: z.string() })

/** A file that was sent and what has become of it, until it is published or refused. */
export function SentFile({ id, name }: { id: string; name: string }) {
  const t = useTranslations('imports')
  const trpc = useTRPC()
  const language = languageOf(useLocale())
  const { data } = useQuery({
    ...trpc.imports.progress.queryOptions({ id }),
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : 1_500),
  })
  const over = isOver(data?.state)
  const queries = useQueryClient()
  // The list below may have been asked a moment before.
  useEffect(() => {
    if (over) void queries.invalidateQueries(trpc.imports.list.pathFilter())
  }, [over, queries, trpc])
  const count = (value: number | null | undefined) => ((value ?? null) === null ? '—' : plainText(value ?? 0, language))
  const told = Told.safeParse(data?.message)
  const state = data?.state ?? 'waiting'
  return (
    <li data-testid="import-sent" data-state={state}>
      <span>
        {name}{' '}
        <span className={page.state} data-tone={TONE[state] ?? 'act'}>
          {t(`state.${state}`)}
        </span>
      </span>
      {data && data.rowsRead !== null && (
        <span>
          {t('counts', {
            read: count(data.rowsRead),
            published: count(data.rowsPublished),
            rejected: count(data.rowsRejected),
          })}{' '}
          {data.rowsRejected ? (
            <>
              <a className={page.go} href={`/api/imports/${id}/rejects`} download>
                {t('download', { count: count(data.rowsRejected) })}
              </a>{' '}
              <a className={page.go} href={`/api/imports/${id}/rejects?format=xlsx`} download>
                {t('downloadWorkbook')}
              </a>
            </>
          ) : null}
        </span>
      )}
      {told.success && <p className={state === 'failed' ? page.problem : page.hint}>{told.data[language]}</p>}
    </li>
  )
}

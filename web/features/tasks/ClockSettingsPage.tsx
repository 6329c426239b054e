'use client'
import type { ClockSettings } from '@cockpit/domain/clock/settings'
import { ClockSettings as Settings } from '@cockpit/domain/clock/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { clauses, listed } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { ClockField } from '../day/ClockField'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card, Page } from '../shell/Page'
import page from '../shell/page.module.css'
import { type RefusalWord, refusalWord } from '../shell/refusal-word'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ClockTable } from './ClockTable'
import styles from './tasks.module.css'
import { WorkingHours } from './WorkingHours'

const PAUSES = ['suspended', 'fedBack', 'verifying'] as const

/** The clocks of the commission: how long, by which calendar, when one is reminded, what follows. What is unsound cannot be saved. */
export function ClockSettingsPage() {
  const t = useTranslations('tasks')
  const language = languageOf(useLocale())
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(trpc.tasks.work.clocks.queryOptions())
  const [draft, setDraft] = useState<ClockSettings | null>(null)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<RefusalWord | null>(null)
  const change = useMutation(
    trpc.tasks.work.changeClocks.mutationOptions({
      onSuccess: () => {
        setDraft(null)
        setNote('')
        setProblem(null)
      },
      onError: (failure) => setProblem(refusalWord(failure)),
      onSettled: () => queries.invalidateQueries(trpc.tasks.work.clocks.pathFilter()),
    }),
  )
  if (error)
    return (
      <Page title={t('clocks.title')}>
        <Failure error={error} onRetry={refetch} />
      </Page>
    )
  if (!data)
    return (
      <Page title={t('clocks.title')}>
        <Skeleton lines={8} />
      </Page>
    )
  const settings = draft ?? data.settings
  const set = (part: Partial<ClockSettings>) => setDraft({ ...settings, ...part })
  const checked = Settings.safeParse(settings)
  const known = data.years.map(({ year }) => year)
  return (
    <Page
      title={t('clocks.title')}
      note={
        data.version === 0
          ? t('clocks.defaults')
          : t('clocks.version', {
              version: data.version,
              at: data.changedAt ? instantText(data.changedAt) : '',
              note: data.note,
            })
      }
      tools={<Link href="/tasks">{t('back')}</Link>}
    >
      <Card title={t('clocks.levels')}>
        <ClockTable levels={settings.levels} disabled={!data.mayChange} onChange={(levels) => set({ levels })} />
        <p className={page.hint}>{t('clocks.dayHint')}</p>
      </Card>
      <Card title={t('clocks.calendar')}>
        <div className={styles.settings}>
          <WorkingHours
            spans={settings.workingHours}
            disabled={!data.mayChange}
            onChange={(workingHours) => set({ workingHours })}
          />
          {settings.quiet && (
            <Field label={t('clocks.quiet')}>
              {(id) => (
                <span className={styles.pair}>
                  {(['from', 'until'] as const).map((end) => (
                    <ClockField
                      key={end}
                      {...(end === 'from' ? { id } : { 'aria-label': t('clocks.until') })}
                      disabled={!data.mayChange}
                      value={settings.quiet?.[end] ?? ''}
                      onChange={(time) => settings.quiet && set({ quiet: { ...settings.quiet, [end]: time } })}
                    />
                  ))}
                </span>
              )}
            </Field>
          )}
          <Field label={t('clocks.pausedIn')}>
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                disabled={!data.mayChange}
                value={[...settings.pausedIn]}
                onChange={(pausedIn) => set({ pausedIn })}
                options={PAUSES.map((value) => ({ value, label: t(`state.${value}`) }))}
              />
            )}
          </Field>
          <Field label={t('clocks.relapseDays')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={365}
                disabled={!data.mayChange}
                value={settings.relapseDays}
                onChange={(relapseDays) => relapseDays && set({ relapseDays })}
              />
            )}
          </Field>
        </div>
        <p className={page.hint}>{t('clocks.quietHint')}</p>
        <p className={page.hint}>
          {t('clocks.years', { years: listed(known, language), last: Math.max(...known) })}{' '}
          {clauses(
            data.years.map(({ year, notice }) => `${year} ${notice}`),
            language,
          )}
        </p>
      </Card>
      {data.mayChange && (
        <Card>
          <div className={page.form}>
            {!checked.success && (
              <ul className={styles.outcomes} role="alert">
                {checked.error.issues.map((issue) => (
                  <li key={issue.path.join('.')} className={page.problem}>
                    {t('clocks.unsound', { at: issue.path.join(' · ') })}
                  </li>
                ))}
              </ul>
            )}
            <Field label={t('clocks.reason')}>
              {(id) => <Input id={id} maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />}
            </Field>
            {problem && (
              <p className={page.problem} role="alert">
                {refusal(problem)}
              </p>
            )}
            <div className={page.actions}>
              <Button
                type="primary"
                loading={change.isPending}
                disabled={draft === null || note.trim() === '' || !checked.success}
                onClick={() => change.mutate({ value: settings, note, expected: data.version })}
              >
                {t('clocks.save')}
              </Button>
              <Button onClick={() => setDraft(data.defaults)}>{t('clocks.toDefaults')}</Button>
              {draft && <Button onClick={() => setDraft(null)}>{t('cancel')}</Button>}
            </div>
            <p className={page.hint}>{t('clocks.from')}</p>
          </div>
        </Card>
      )}
    </Page>
  )
}

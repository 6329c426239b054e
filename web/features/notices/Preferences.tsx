'use client'
import type { NoticePreference } from '@cockpit/domain/notice/preference'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { listed } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { ClockField } from '../day/ClockField'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import pages from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './notices.module.css'
import { clockMinute, clockText } from './quiet-clock'

/** Which levels reach me by which channel, and when I am left in peace. */
export function Preferences() {
  const t = useTranslations('notices')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.notices.preference.queryOptions())
  return (
    <Card title={t('preference.title')} testId="notice-preference">
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : data ? (
        <Form wanted={data.wanted} mailDomains={data.mailDomains} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Card>
  )
}

function Form({ wanted, mailDomains }: { wanted: NoticePreference; mailDomains: readonly string[] }) {
  const t = useTranslations('notices.preference')
  const language = languageOf(useLocale())
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [inbox, setInbox] = useState(wanted.inboxLevels)
  const [email, setEmail] = useState(wanted.email)
  const [mail, setMail] = useState(wanted.emailLevels)
  const [isQuiet, setIsQuiet] = useState(wanted.quiet !== null)
  const [from, setFrom] = useState(clockText(wanted.quiet?.from ?? 22 * 60))
  const [until, setUntil] = useState(clockText(wanted.quiet?.until ?? 7 * 60))
  const save = useMutation(
    trpc.notices.prefer.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.notices.preference.pathFilter()),
    }),
  )
  const times = { from: clockMinute(from), until: clockMinute(until) }
  const quiet = !isQuiet
    ? null
    : times.from === null || times.until === null
      ? undefined
      : { from: times.from, until: times.until }
  return (
    <div className={pages.form}>
      <Levels label={t('inbox')} chosen={inbox} onChange={setInbox} always="I" />
      {mailDomains.length === 0 ? (
        <p className={pages.hint}>{t('noMail')}</p>
      ) : (
        <>
          <Field label={t('email')}>
            {(id) => (
              <Input
                id={id}
                type="email"
                value={email}
                maxLength={254}
                placeholder={`@${mailDomains[0]}`}
                onChange={(event) => setEmail(event.target.value.trim())}
                data-testid="preference-email"
              />
            )}
          </Field>
          <p className={pages.hint}>{t('domains', { domains: listed(mailDomains, language) })}</p>
          <Levels label={t('mail')} chosen={mail} onChange={setMail} />
          <Checkbox checked={isQuiet} onChange={(event) => setIsQuiet(event.target.checked)}>
            {t('quiet')}
          </Checkbox>
          <div className={styles.clock}>
            <ClockField aria-label={t('from')} value={from} disabled={!isQuiet} onChange={setFrom} />
            –
            <ClockField aria-label={t('until')} value={until} disabled={!isQuiet} onChange={setUntil} />
            <span className={pages.hint}>{t('red')}</span>
          </div>
        </>
      )}
      {save.error && (
        <p className={pages.problem} role="alert">
          {refusal(refusalWord(save.error))}
        </p>
      )}
      <div className={pages.actions}>
        <Button
          type="primary"
          loading={save.isPending}
          disabled={quiet === undefined}
          onClick={() => {
            if (quiet !== undefined) save.mutate({ inboxLevels: inbox, email, emailLevels: mail, quiet })
          }}
          data-testid="preference-save"
        >
          {t('save')}
        </Button>
        {save.isSuccess && <span role="status">{t('saved')}</span>}
      </div>
    </div>
  )
}

function Levels({
  label,
  chosen,
  onChange,
  always,
}: {
  label: string
  chosen: readonly Level[]
  onChange: (levels: Level[]) => void
  /** Cannot be left out. */
  always?: Level
}) {
  const levels = useTranslations('alerts.level')
  return (
    <fieldset className={styles.levels}>
      <legend>{label}</legend>
      {LEVELS.map((level) => (
        <Checkbox
          key={level}
          checked={level === always || chosen.includes(level)}
          disabled={level === always}
          onChange={(event) =>
            onChange(LEVELS.filter((one) => (one === level ? event.target.checked : chosen.includes(one))))
          }
        >
          {levels(level)}
        </Checkbox>
      ))}
    </fieldset>
  )
}

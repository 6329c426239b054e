'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { newKey } from '../command/acts'
import { MomentField } from '../day/MomentField'
import { fieldOf, instantOf } from '../events/instant-field'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card, Page } from '../shell/Page'
import page from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { PostureCard } from './PostureCard'

const DAY_MS = 86_400_000

/** The switch between routine and emergency: what it does, a request, and every posture with what may be done about it. */
export function PosturePage() {
  const t = useTranslations('posture')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.posture.list.queryOptions())
  const events = useTranslations('events')
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={refetch} />
      </Page>
    )
  return (
    <Page title={t('title')} note={t('note')} tools={<Link href="/events">{events('title')}</Link>}>
      {!data ? (
        <Skeleton lines={8} />
      ) : (
        <div className={page.split}>
          <div className={page.column}>
            {data.rows.length === 0 && (
              <Card>
                <p className={page.hint}>{t('none')}</p>
              </Card>
            )}
            {data.rows.map((row) => (
              <PostureCard key={`${row.id}:${row.revision}`} posture={row} />
            ))}
          </div>
          <div className={page.column}>
            {data.areas.length > 0 && <AskForm areas={data.areas} />}
            <Card title={t('effects')}>
              <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
                {(['clocks', 'rules', 'screens'] as const).map((effect) => (
                  <li key={effect}>{t(`effect.${effect}`)}</li>
                ))}
              </ul>
            </Card>
          </div>
        </div>
      )}
    </Page>
  )
}

function AskForm({ areas }: { areas: readonly { code: string; name: { zh: string; en: string } }[] }) {
  const t = useTranslations('posture')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [area, setArea] = useState<string | null>(() => (areas.length === 1 ? (areas[0]?.code ?? null) : null))
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState(() => fieldOf(new Date(Date.now() + 3 * DAY_MS)))
  const [key, setKey] = useState(newKey)
  const ask = useMutation(
    trpc.posture.ask.mutationOptions({
      onSuccess: () => {
        setReason('')
        setKey(newKey())
      },
      onSettled: () => queries.invalidateQueries(trpc.posture.pathFilter()),
    }),
  )
  const edited = () => {
    setKey(newKey())
    ask.reset()
  }
  const ready = area !== null && reason.trim() !== '' && !Number.isNaN(instantOf(until).getTime())
  return (
    <Card title={t('ask.title')} testId="posture-ask">
      <form
        method="post"
        className={page.form}
        onSubmit={(submitted) => {
          submitted.preventDefault()
          if (area) ask.mutate({ area: AreaCode.parse(area), reason, until: instantOf(until), idempotencyKey: key })
        }}
      >
        <Field label={t('ask.area')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={area}
              onChange={(value) => {
                setArea(value)
                edited()
              }}
              options={areas.map((one) => ({ value: one.code, label: one.name[language] }))}
              data-testid="posture-area"
            />
          )}
        </Field>
        <Field label={t('ask.reason')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={({ target }) => {
                setReason(target.value)
                edited()
              }}
              data-testid="posture-reason"
            />
          )}
        </Field>
        <Field label={t('ask.until')}>
          {(id) => (
            <>
              <MomentField
                id={id}
                value={until}
                onChange={(next) => {
                  setUntil(next)
                  edited()
                }}
              />
              <span className={page.hint}>{t('ask.untilHint')}</span>
            </>
          )}
        </Field>
        {ask.error && (
          <p className={page.problem} role="alert">
            {refusal(refusalWord(ask.error))}
          </p>
        )}
        {ask.isSuccess && <p role="status">{t('ask.done')}</p>}
        <div className={page.actions}>
          <Button type="primary" htmlType="submit" loading={ask.isPending} disabled={!ready} data-testid="posture-send">
            {t('ask.send')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

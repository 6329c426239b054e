'use client'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { DayField } from '../day/DayField'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card } from '../shell/Page'
import page from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './rules.module.css'

type Rule = Pick<RuleDefinition, 'indicator' | 'by' | 'each'>
const EMPTY = { title: '', facility: '', each: '', from: '', to: '', noticed: '' }

/** What is known to have happened to the rule's indicator: backtests say which of it the rule would have found, and how early. */
export function KnownEvents({ rule, manages }: { rule: Rule; manages: boolean }) {
  const t = useTranslations('known-events')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const indicator = IndicatorId.parse(rule.indicator)
  const { data, error, refetch } = useQuery(trpc.rules.events.list.queryOptions({ indicator }))
  const [writing, setWriting] = useState(false)
  const renew = () => queries.invalidateQueries(trpc.rules.events.pathFilter())
  const remove = useMutation(trpc.rules.events.remove.mutationOptions({ onSettled: renew }))
  return (
    <Card title={t('title')} testId="known-events">
      <p className={page.hint}>{t('note')}</p>
      {error && !data ? (
        <Failure error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton lines={3} />
      ) : (
        <>
          {data.events.length === 0 && <p className={page.hint}>{t('none')}</p>}
          <ul className={styles.evaluations}>
            {data.events.map((event) => (
              <li key={event.id}>
                {event.title[language]} ·{' '}
                {event.facility?.[language] ?? event.facilityId ?? event.area?.[language] ?? event.areaCode}
                {event.each && ` · ${event.each}`}
                <br />
                <span className={page.muted}>
                  {event.from} – {event.to}
                  {event.noticed && ` · ${t('noticedOn', { day: event.noticed })}`}
                </span>{' '}
                {manages && event.mayRemove && (
                  <Button
                    size="small"
                    loading={remove.isPending && remove.variables.id === event.id}
                    aria-label={t('removeOne', { name: event.title[language] })}
                    onClick={() => remove.mutate({ id: event.id })}
                  >
                    {t('remove')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {remove.error && (
            <p className={page.problem} role="alert">
              {refusal(refusalWord(remove.error))}
            </p>
          )}
          {manages &&
            data.areas.length > 0 &&
            (writing ? (
              <EventForm
                rule={rule}
                areas={data.areas}
                onClose={() => {
                  setWriting(false)
                  void renew()
                }}
              />
            ) : (
              <Button data-testid="known-event-new" onClick={() => setWriting(true)}>
                {t('new')}
              </Button>
            ))}
        </>
      )}
    </Card>
  )
}

function EventForm({
  rule,
  areas,
  onClose,
}: {
  rule: Rule
  areas: readonly { code: string; name: { zh: string; en: string } }[]
  onClose: () => void
}) {
  const t = useTranslations('known-events')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const [area, setArea] = useState<string | null>(null)
  const [draft, setDraft] = useState(EMPTY)
  const record = useMutation(trpc.rules.events.record.mutationOptions({ onSuccess: onClose }))
  const set = (part: Partial<typeof EMPTY>) => setDraft((before) => ({ ...before, ...part }))
  const days = [draft.from, draft.to].map((day) => CalendarDate.safeParse(day).data)
  const [from, to] = days
  const code = draft.facility.trim()
  const facilityId = code === '' ? null : FacilityId.safeParse(code).data
  const ready =
    facilityId !== undefined && area !== null && draft.title.trim() !== '' && from !== undefined && to !== undefined
  const day = (name: 'from' | 'to' | 'noticed') => (
    <Field label={t(`field.${name}`)}>
      {(id) => (
        <DayField
          id={id}
          value={draft[name]}
          onChange={(value) => set({ [name]: value })}
          data-testid={`known-event-${name}`}
        />
      )}
    </Field>
  )
  const line = (name: 'title' | 'facility' | 'each') => (
    <Field label={t(`field.${name}`)}>
      {(id) => (
        <Input
          id={id}
          maxLength={200}
          value={draft[name]}
          onChange={({ target }) => set({ [name]: target.value })}
          data-testid={`known-event-${name}`}
        />
      )}
    </Field>
  )
  return (
    <form
      method="post"
      className={page.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!area || !from || !to || facilityId === undefined) return
        const noticed = CalendarDate.safeParse(draft.noticed).data
        record.mutate({
          ...{ indicator: IndicatorId.parse(rule.indicator), title: draft.title, areaCode: AreaCode.parse(area) },
          ...{ facilityId, each: draft.each.trim(), from, to, ...(noticed ? { noticed } : {}) },
        })
      }}
    >
      {line('title')}
      <Field label={t('area')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={area}
            onChange={setArea}
            options={areas.map((one) => ({ value: one.code, label: one.name[language] }))}
            data-testid="known-event-area"
          />
        )}
      </Field>
      {rule.by === 'facility' && line('facility')}
      {rule.each && line('each')}
      {day('from')}
      {day('to')}
      {day('noticed')}
      {record.error && (
        <p className={page.problem} role="alert">
          {refusal(refusalWord(record.error))}
        </p>
      )}
      <div className={page.actions}>
        <Button
          type="primary"
          htmlType="submit"
          disabled={!ready}
          loading={record.isPending}
          data-testid="known-event-save"
        >
          {t('save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  )
}

'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { newKey } from '../command/acts'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card, Page } from '../shell/Page'
import page from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import styles from './events.module.css'
import { ReportFields } from './ReportFields'
import { draftProblems, emptyDraft, REPORT_FIELDS, type ReportDraft, reportOf } from './report-draft'

/** What the grassroots files. The key stays with its content, so that a report sent again over a broken line is one event. */
export function ReportForm() {
  const t = useTranslations('events')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const places = useQuery(trpc.events.places.queryOptions())
  const [chosen, setChosen] = useState<string | null>(null)
  const [draft, setDraft] = useState(() => emptyDraft(new Date()))
  const [tried, setTried] = useState(false)
  const [key, setKey] = useState(newKey)
  const report = useMutation(
    trpc.events.report.mutationOptions({
      onSuccess: ({ eventId }) => {
        void queries.invalidateQueries(trpc.events.pathFilter())
        router.push(`/events/${eventId}`)
      },
    }),
  )
  if (places.error)
    return (
      <Page title={t('form.title')}>
        <Failure error={places.error} onRetry={places.refetch} />
      </Page>
    )
  if (!places.data)
    return (
      <Page title={t('form.title')}>
        <Skeleton lines={8} />
      </Page>
    )
  const options = places.data
  const target = options.find((one) => one.id === chosen) ?? (options.length === 1 ? options[0] : undefined)
  const problems = tried ? draftProblems(draft, new Date()) : {}
  const wrong = Object.keys(problems).length + (tried && !target ? 1 : 0)

  const change = (part: Partial<ReportDraft>) => {
    setDraft((before) => ({ ...before, ...part }))
    // Another content is another report.
    setKey(newKey())
    if (!report.isPending) report.reset()
  }
  const send = () => {
    setTried(true)
    const found = draftProblems(draft, new Date())
    const first = target ? REPORT_FIELDS.find((name) => found[name]) : 'target'
    if (first) {
      form.current?.querySelector<HTMLElement>(`[data-field="${first}"] :is(input, textarea)`)?.focus()
      return
    }
    if (!target) return
    report.mutate({
      ...reportOf(draft),
      target:
        target.kind === 'facility'
          ? { kind: 'facility', id: FacilityId.parse(target.id) }
          : { kind: 'area', code: AreaCode.parse(target.id) },
      idempotencyKey: key,
    })
  }
  return (
    <Page title={t('form.title')} note={t('form.note')} tools={<Link href="/events">{t('back')}</Link>}>
      <div className={styles.narrow}>
        <Card>
          {options.length === 0 ? (
            <p className={page.hint}>{t('form.noPlace')}</p>
          ) : (
            <form
              method="post"
              ref={form}
              noValidate
              className={page.form}
              data-testid="event-form"
              onSubmit={(event) => {
                event.preventDefault()
                send()
              }}
            >
              <div data-field="target">
                <Field label={t('field.target')}>
                  {(id) => (
                    <>
                      <Select
                        id={id}
                        size="large"
                        showSearch={{ optionFilterProp: 'label' }}
                        placeholder={t('form.findPlace')}
                        status={tried && !target ? 'error' : ''}
                        value={target?.id ?? null}
                        onChange={(value) => {
                          setChosen(value)
                          change({})
                        }}
                        options={options.map((one) => ({ value: one.id, label: one.name[language] }))}
                        data-testid="event-target"
                      />
                      {tried && !target && <span className={page.problem}>{t('problem.missing')}</span>}
                    </>
                  )}
                </Field>
              </div>
              <ReportFields draft={draft} problems={problems} onChange={change} />
              {wrong > 0 && (
                <p className={page.problem} role="alert">
                  {t('form.fix', { count: wrong })}
                </p>
              )}
              {report.error && (
                <p className={page.problem} role="alert" data-testid="event-problem">
                  {refusal(refusalWord(report.error))}
                </p>
              )}
              <div className={page.actions}>
                <Button
                  type="primary"
                  size="large"
                  htmlType="submit"
                  className={styles.large ?? ''}
                  loading={report.isPending}
                  data-testid="event-send"
                >
                  {t(report.error ? 'form.again' : 'form.send')}
                </Button>
              </div>
            </form>
          )}
        </Card>
      </div>
    </Page>
  )
}

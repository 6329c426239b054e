'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { refusalIn } from '../export/refusal-in'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import shared from '../shell/page.module.css'
import { Failure } from '../states/Failure'
import { ContentFields } from './ContentFields'
import type { DraftFields } from './draft-fields'
import { FormRow } from './FormRow'
import { RecipientFields } from './RecipientFields'
import { type ReportDraft, reportOf } from './report-draft'
import { refusalText } from './report-words'
import styles from './reports.module.css'
import { WhenFields } from './WhenFields'

/** A report as a form. @param id of the report to be changed; without it one is made */
export function ReportForm({ start, id }: { start: ReportDraft; id?: string }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const router = useRouter()
  const choices = useQuery(trpc.reports.choices.queryOptions())
  const [draft, setDraft] = useState(start)
  const form = useRef<HTMLFormElement>(null)
  const [tried, setTried] = useState(false)
  const create = useMutation(trpc.reports.create.mutationOptions())
  const change = useMutation(trpc.reports.change.mutationOptions())
  const read = reportOf(draft)
  const fields: DraftFields = {
    draft,
    set: (some) => setDraft((before) => ({ ...before, ...some })),
    fault: (field) => (tried && !read.ok && read.faults.has(field) ? t(`fault.${field}`) : null),
  }
  const failed = create.error ?? change.error
  async function save() {
    setTried(true)
    if (!read.ok) {
      // The faults stand in the page by the next frame; the first of them is where one goes on.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-fault] input')?.focus())
      return
    }
    try {
      const saved = id ? await change.mutateAsync({ id, report: read.report }) : await create.mutateAsync(read.report)
      await queries.invalidateQueries(trpc.reports.pathFilter())
      router.push(`/reports?r=${saved.id}`)
    } catch {
      // The mutation keeps its error, and the form says it.
    }
  }
  return (
    <form
      method="post"
      ref={form}
      className={shared.column}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Card title={t('form.what')}>
        <div className={styles.fields}>
          <FormRow label={t('form.title')} fault={fields.fault('title')} wide>
            {(field) => (
              <Input
                id={field}
                maxLength={80}
                value={draft.title}
                data-testid="report-title"
                onChange={({ target }) => fields.set({ title: target.value })}
              />
            )}
          </FormRow>
          <ContentFields {...fields} paper={choices.data?.paper ?? true} />
        </div>
      </Card>
      <WhenFields {...fields} />
      {choices.error && <Failure error={choices.error} onRetry={choices.refetch} />}
      <RecipientFields {...fields} choices={choices.data ?? null} />
      <div className={shared.actions}>
        <Button
          type="primary"
          htmlType="submit"
          loading={create.isPending || change.isPending}
          data-testid="report-save"
        >
          {t('form.save')}
        </Button>
        <Link className={shared.go} href="/reports">
          {t('form.back')}
        </Link>
        {tried && !read.ok && (
          <p className={shared.problem} role="alert">
            {t('form.faulty')}
          </p>
        )}
        {failed && (
          <p className={shared.problem} role="alert">
            {refusalText(refusalIn(failed), t)}
          </p>
        )}
      </div>
    </form>
  )
}

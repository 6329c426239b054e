'use client'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DayField } from '../day/DayField'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import styles from './notes.module.css'
import type { ChartNote, NotedFigures } from './useNotes'

/** Writes a note on a line, or changes one. */
export function NoteForm(
  props: (
    | { readonly line: NotedFigures; readonly note?: undefined }
    | { readonly note: ChartNote; readonly line?: undefined }
  ) & {
    readonly onDone: () => void
  },
) {
  const { line, note, onDone } = props
  const t = useTranslations('notes')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [chosen, setFrom] = useState(note?.from)
  // Until one is chosen: the line may come after the form was opened.
  const from = chosen ?? `${line?.months.at(-1) ?? ''}-01`
  const [to, setTo] = useState(note?.to ?? '')
  const [text, setText] = useState(note?.text ?? '')
  const [shared, setShared] = useState(note?.shared ?? true)
  const [every, setEvery] = useState(false)
  // A chart of several indicators has notes on its place, not on one of them.
  const only = line?.indicators.length === 1 ? line.indicators[0] : undefined
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: trpc.notes.list.queryKey() })
    onDone()
  }
  const write = useMutation(trpc.notes.write.mutationOptions({ onSuccess }))
  const change = useMutation(trpc.notes.change.mutationOptions({ onSuccess }))
  const day = CalendarDate.safeParse(from)
  // Without an end it is a point in time.
  const end = CalendarDate.safeParse(to === '' ? from : to)
  const ready = day.success && end.success && day.data <= end.data && text.trim() !== ''
  const save = () => {
    if (!day.success || !end.success) return
    const said = { from: day.data, to: end.data, text, shared }
    if (note) change.mutate({ id: note.id, ...said })
    else if (line)
      write.mutate({
        ...said,
        area: AreaCode.parse(line.area),
        facility: line.facility === null ? null : FacilityId.parse(line.facility),
        indicator: every || only === undefined ? null : IndicatorId.parse(only),
      })
  }
  return (
    <form
      method="post"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className={styles.days}>
        <Field label={t('from')}>{(id) => <DayField id={id} value={from} onChange={setFrom} />}</Field>
        <Field label={t('to')}>{(id) => <DayField id={id} value={to} min={from} onChange={setTo} />}</Field>
      </div>
      <Input.TextArea
        value={text}
        maxLength={500}
        autoSize={{ minRows: 2, maxRows: 5 }}
        placeholder={t('placeholder')}
        aria-label={t('text')}
        data-testid="note-text"
        onChange={(event) => setText(event.target.value)}
      />
      <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
        {t('share')}
      </Checkbox>
      {line && (
        <Checkbox
          checked={every || only === undefined}
          disabled={only === undefined}
          onChange={(event) => setEvery(event.target.checked)}
        >
          {t('everyIndicator')}
        </Checkbox>
      )}
      {(write.isError || change.isError) && <p role="alert">{t('notSaved')}</p>}
      <div className={styles.acts}>
        <Button
          size="small"
          type="primary"
          htmlType="submit"
          disabled={!ready}
          loading={write.isPending || change.isPending}
          data-testid="note-save"
        >
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}

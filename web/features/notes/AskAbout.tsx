'use client'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Segmented, Select } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import type { PlaceOfNumbers } from '../lineage/place-of-numbers'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import styles from './notes.module.css'

interface Number {
  readonly definition: IndicatorDefinition
  readonly answer: Answer
  readonly place: PlaceOfNumbers
}

/** The way from a number to a task about it, or to asking its institution for an explanation; for who may dispatch somewhere. */
export function AskAbout(number: Number) {
  const t = useTranslations('notes.ask')
  const trpc = useTRPC()
  const [open, setOpen] = useState(false)
  const me = useQuery({ ...trpc.session.me.queryOptions(), staleTime: 5 * 60_000 })
  if (!me.data?.actions.includes('task.dispatch')) return null
  return (
    <p>
      <button
        type="button"
        className={styles.add}
        onClick={() => setOpen(true)}
        data-testid={`ask-about-${number.definition.id}`}
      >
        {t('open')}
      </button>
      <Modal open={open} onCancel={() => setOpen(false)} title={t('title')} footer={null} destroyOnHidden>
        <AskForm {...number} />
      </Modal>
    </p>
  )
}

function AskForm({ definition, answer, place }: Number) {
  const t = useTranslations('notes.ask')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const [kind, setKind] = useState<'explain' | 'task'>(place.facility ? 'explain' : 'task')
  const [level, setLevel] = useState<Level>('III')
  const [key] = useState(() => crypto.randomUUID())
  const facility = useQuery({
    ...trpc.territory.facility.queryOptions({ id: (place.facility ?? '') as FacilityId }),
    enabled: place.facility !== undefined,
  })
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const placeName =
    facility.data?.name[language] ??
    tree.data?.areas.find(({ code }) => code === place.territory)?.name[language] ??
    place.territory
  const cell = answer.rows[0]?.cells[definition.id]
  const { from, to } = answer.period
  const words = {
    name: definition[language],
    period: `${from} – ${to}`,
    place: placeName,
    value:
      cell?.state === 'shown' && cell.value !== undefined ? valueText(cell.value, definition, language) : t('withheld'),
  }
  const suggested = {
    title: t(kind === 'explain' ? 'explainName' : 'taskName', words).slice(0, 200),
    instruction: t(kind === 'explain' ? 'explainText' : 'taskText', words),
  }
  const [own, setOwn] = useState<{ title?: string; instruction?: string }>({})
  const title = own.title ?? suggested.title
  const instruction = own.instruction ?? suggested.instruction
  const send = useMutation(trpc.notes.askAbout.mutationOptions())
  if (send.data)
    return (
      <p data-testid="ask-sent">
        {t('sent')}
        <Link href={`/tasks/${send.data.taskId}`}>{t('see')}</Link>
      </p>
    )
  const question = {
    indicators: [IndicatorId.parse(definition.id)],
    territory: AreaCode.parse(place.territory),
    ...(place.facility ? { facility: FacilityId.parse(place.facility) } : {}),
    period: `${from}..${to}`,
  }
  return (
    <form
      method="post"
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ question, title, instruction, level, idempotencyKey: key })
      }}
    >
      {place.facility && (
        <Segmented<'explain' | 'task'>
          value={kind}
          options={[
            { value: 'explain', label: t('explain') },
            { value: 'task', label: t('task') },
          ]}
          onChange={(chosen) => {
            setKind(chosen)
            setOwn({})
          }}
        />
      )}
      <Field label={t('name')}>
        {(id) => (
          <Input
            value={title}
            maxLength={200}
            onChange={(event) => setOwn({ ...own, title: event.target.value })}
            id={id}
          />
        )}
      </Field>
      <Field label={t('instruction')}>
        {(id) => (
          <Input.TextArea
            value={instruction}
            maxLength={4000}
            rows={4}
            onChange={(event) => setOwn({ ...own, instruction: event.target.value })}
            id={id}
          />
        )}
      </Field>
      <Select<Level>
        value={level}
        onChange={setLevel}
        aria-label={t('level')}
        options={LEVELS.map((value) => ({ value, label: t(`levels.${value}`) }))}
      />
      <p className={styles.quiet}>{t('frozen')}</p>
      {send.isError && <p role="alert">{t('failed')}</p>}
      <Button
        type="primary"
        htmlType="submit"
        loading={send.isPending}
        disabled={title.trim() === '' || instruction.trim() === ''}
        data-testid="ask-send"
      >
        {t('send')}
      </Button>
    </form>
  )
}

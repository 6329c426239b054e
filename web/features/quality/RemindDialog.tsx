'use client'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Input, Modal, Select } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import styles from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import own from './remind-dialog.module.css'

interface Item {
  readonly facility: string
  readonly table: string
  readonly name: string
  readonly title: string
}

/** 催报: the level and a note, then what became of each. Sent twice it is one task, and says so. */
export function RemindDialog({ items, onClose }: { items: readonly Item[]; onClose: () => void }) {
  const t = useTranslations('quality')
  const levels = useTranslations('alerts.level')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [level, setLevel] = useState<Level>('IV')
  const [note, setNote] = useState('')
  const send = useMutation(
    trpc.quality.remind.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries(trpc.quality.pathFilter())
        void queries.invalidateQueries(trpc.tasks.pathFilter())
      },
    }),
  )
  const nameOf = (facility: string, table: string) => {
    const item = items.find((one) => one.facility === facility && one.table === table)
    return item ? `${item.name} · ${item.title}` : `${facility} · ${table}`
  }
  return (
    <Modal
      open
      title={send.data ? t('remind.done') : t('remind.title')}
      onCancel={onClose}
      onOk={() =>
        send.data
          ? onClose()
          : send.mutate({
              items: items.map(({ facility, table }) => ({ facility, table })),
              level,
              note,
              language,
            })
      }
      okText={send.data ? t('remind.close') : t('remind.send')}
      cancelText={t('remind.cancel')}
      confirmLoading={send.isPending}
      okButtonProps={{ 'data-testid': 'remind-send' }}
      {...(send.data ? { cancelButtonProps: { style: { display: 'none' } } } : {})}
    >
      {send.data ? (
        <ul className={own.outcomes} data-testid="remind-outcomes">
          {send.data.map((one) => (
            <li key={`${one.facility} ${one.table}`} data-outcome={one.outcome}>
              <span>{nameOf(one.facility, one.table)}</span>
              <b>{t(`remind.${one.outcome}`)}</b>
              {one.taskId && <Link href={`/tasks/${one.taskId}`}>{t('remind.open')}</Link>}
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.form}>
          <p className={styles.hint}>{t('remind.note')}</p>
          <ul className={own.outcomes}>
            {items.map((item) => (
              <li key={`${item.facility} ${item.table}`}>
                <span>{nameOf(item.facility, item.table)}</span>
              </li>
            ))}
          </ul>
          <Field label={t('remind.level')}>
            {(id) => (
              <Select<Level>
                id={id}
                value={level}
                onChange={setLevel}
                options={LEVELS.map((value) => ({ value, label: levels(value) }))}
              />
            )}
          </Field>
          <Field label={t('remind.extra')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={3}
                maxLength={1000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          {send.error && (
            <p className={styles.problem} role="alert">
              {refusal(refusalWord(send.error))}
            </p>
          )}
        </div>
      )}
    </Modal>
  )
}

'use client'
import { LONGEST_SNOOZE } from '@cockpit/domain/alert/act'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Input, Modal, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { languageOf } from '../../i18n/locale'
import type { PresentedAlert } from '../../server/alerts/present-alert'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import styles from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import own from './alerts.module.css'

export type ActKind = 'acknowledge' | 'snooze' | 'wake' | 'setLevel' | 'falseAlarm' | 'merge' | 'split' | 'release'
export type Acted = Pick<PresentedAlert, 'id' | 'title' | 'level' | 'place' | 'updatedAt'>

const HOURS = [1, 2, 4, 8, 24, 72, 168, 720] as const

/** How each stood when the dialog was opened. */
const seenOf = (alerts: readonly Acted[]) => Object.fromEntries(alerts.map(({ id, updatedAt }) => [id, updatedAt]))

/** One act on the chosen alerts with its reason. What was done closes the dialog; what was refused stays on it, each with its why. */
export function ActDialog({
  kind,
  alerts,
  targets = alerts,
  onClose,
}: {
  kind: ActKind
  alerts: readonly Acted[]
  /** For a merge: those that may stay. */
  targets?: readonly Acted[]
  onClose: (done: boolean) => void
}) {
  const t = useTranslations('alerts.act')
  const levels = useTranslations('alerts.level')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [seen] = useState(() => seenOf(alerts))
  const [level, setLevel] = useState<Level>(alerts[0]?.level ?? 'IV')
  // The gravest of them bounds how long all may rest.
  const longest = Math.min(...alerts.map((alert) => LONGEST_SNOOZE[alert.level]))
  const hours = HOURS.filter((choice) => choice <= longest)
  const [rest, setRest] = useState<number>(hours.findLast((choice) => choice <= 24) ?? 1)
  const [into, setInto] = useState(targets[0]?.id ?? '')
  const act = useMutation(
    trpc.alerts.act.mutationOptions({
      onSuccess: (results) => {
        void queries.invalidateQueries(trpc.alerts.pathFilter())
        if (results.every((result) => result.ok)) onClose(true)
      },
    }),
  )
  const acted = kind === 'merge' ? alerts.filter((alert) => alert.id !== into) : alerts
  const refused = act.data?.flatMap((result) => (result.ok ? [] : [result])) ?? []
  const nameOf = (alert: Acted) =>
    `${(alert.place.facility ?? alert.place.area).name[language]} · ${alert.title[language]}`
  const asked = () => {
    if (kind === 'snooze') return { kind, until: new Date(Date.now() + rest * 3_600_000) }
    if (kind === 'setLevel') return { kind, level }
    if (kind === 'merge') return { kind, into }
    return { kind }
  }
  return (
    <Modal
      open
      title={t(`title.${kind}`, { count: acted.length })}
      onCancel={() => onClose(false)}
      onOk={() =>
        refused.length > 0 ? onClose(true) : act.mutate({ ids: acted.map(({ id }) => id), act: asked(), note, seen })
      }
      okText={refused.length > 0 ? t('close') : t(`do.${kind}`)}
      cancelText={t('cancel')}
      confirmLoading={act.isPending}
      okButtonProps={{ disabled: refused.length === 0 && (note.trim() === '' || acted.length === 0) }}
    >
      <div className={styles.form} data-testid="act-dialog">
        {refused.length > 0 ? (
          <>
            <p className={styles.hint} role="status">
              {t('partly', { done: acted.length - refused.length, refused: refused.length })}
            </p>
            <ul className={own.names}>
              {refused.map((result) => (
                <li key={result.id}>
                  {alerts.filter((alert) => alert.id === result.id).map(nameOf)}
                  <b>{refusal(refusalWord(result.refusal))}</b>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <>
            <ul className={own.names}>
              {acted.map((alert) => (
                <li key={alert.id}>{nameOf(alert)}</li>
              ))}
            </ul>
            <p className={styles.hint}>{t(`hint.${kind}`)}</p>
            {kind === 'snooze' && (
              <Field label={t('until')}>
                {(id) => (
                  <Select<number>
                    id={id}
                    value={rest}
                    onChange={setRest}
                    options={hours.map((value) => ({
                      value,
                      label: value < 24 ? t('hours', { count: value }) : t('days', { count: value / 24 }),
                    }))}
                  />
                )}
              </Field>
            )}
            {kind === 'setLevel' && (
              <Field label={t('level')}>
                {(id) => (
                  <Select<Level>
                    id={id}
                    value={level}
                    onChange={setLevel}
                    options={LEVELS.map((value) => ({ value, label: levels(value) }))}
                  />
                )}
              </Field>
            )}
            {kind === 'merge' && (
              <Field label={t('into')}>
                {(id) => (
                  <Select<string>
                    id={id}
                    value={into}
                    onChange={setInto}
                    options={targets.map((alert) => ({ value: alert.id, label: nameOf(alert) }))}
                  />
                )}
              </Field>
            )}
            <Field label={t('reason')}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  rows={3}
                  maxLength={2000}
                  value={note}
                  onChange={(event) => setNote(event.target.value)}
                  data-testid="act-note"
                />
              )}
            </Field>
            {act.error && (
              <p className={styles.problem} role="alert">
                {refusal(refusalWord(act.error))}
              </p>
            )}
          </>
        )}
      </div>
    </Modal>
  )
}

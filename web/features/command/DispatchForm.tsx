'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { ActStatus } from './ActStatus'
import buttons from './act.module.css'
import words from './command.module.css'
import type { CommandAlert, CommandLine, Responder } from './model'
import { orderResponders } from './responders'
import styles from './sheet.module.css'
import { useAct } from './useAct'

const SHOWN = 60

/** One alert, one institution, one instruction (the rule's advice to begin with). */
export function DispatchForm({
  alert,
  responders,
  failure,
  everywhere,
  onEverywhere,
  line,
  onDone,
}: {
  alert: CommandAlert
  responders: readonly Responder[] | null
  /** Stands in their place when they could not be asked for. */
  failure?: ReactNode
  /** Whether institutions of the whole territory are offered, not only those of the alert's place. */
  everywhere: boolean
  onEverywhere: (everywhere: boolean) => void
  line: CommandLine
  onDone: () => void
}) {
  const t = useTranslations('command')
  const [text, setText] = useState('')
  const [instruction, setInstruction] = useState(alert.advice)
  const [chosen, setChosen] = useState(alert.facilityId)
  const [trouble, setTrouble] = useState<string | null>(null)
  const { state, send, edit } = useAct(onDone)
  const ordered = responders ? orderResponders(responders, alert, text) : null
  const submit = () => {
    if (!chosen) return setTrouble(t('form.facilityMissing'))
    if (instruction.trim() === '') return setTrouble(t('form.instructionMissing'))
    setTrouble(null)
    const order = {
      alertId: alert.id,
      facilityId: chosen,
      areaCode: alert.areaCode,
      title: alert.title,
      instruction,
      level: alert.level,
      seen: alert.updatedAt,
    }
    void send((key) => line.dispatch(order, key))
  }
  return (
    <form
      method="post"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className={styles.formTask}>{alert.title}</p>
      <p className={words.second}>
        {alert.place} · {alert.finding}
      </p>
      <label className={styles.field}>
        <span>{t('form.facility')}</span>
        <input
          type="search"
          value={text}
          placeholder={t('form.facilitySearch')}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <label className={styles.check}>
        <input type="checkbox" checked={everywhere} onChange={(event) => onEverywhere(event.target.checked)} />
        <span>{t('form.everywhere')}</span>
      </label>
      <fieldset className={styles.responders} aria-label={t('form.facility')}>
        {failure ?? (ordered === null && <p className={words.second}>{t('state.loading')}</p>)}
        {ordered?.length === 0 && <p className={words.second}>{t('form.noFacility')}</p>}
        {ordered?.slice(0, SHOWN).map((responder) => (
          <label key={responder.id} className={styles.responder}>
            <input
              type="radio"
              name="responder"
              checked={chosen === responder.id}
              onChange={() => {
                edit()
                setChosen(responder.id)
              }}
            />
            <span>
              <strong>{responder.name}</strong>
              <small>
                {responder.county} · {t(`tier.${responder.tier}`)}
                {responder.id === alert.facilityId ? ` · ${t('form.concerned')}` : ''}
              </small>
            </span>
          </label>
        ))}
        {ordered && ordered.length > SHOWN && (
          <p className={words.second}>{t('form.moreFacilities', { count: ordered.length - SHOWN })}</p>
        )}
      </fieldset>
      <label className={styles.field}>
        <span>{t('form.instruction')}</span>
        <textarea
          rows={3}
          value={instruction}
          maxLength={2000}
          onChange={(event) => {
            edit()
            setInstruction(event.target.value)
          }}
        />
      </label>
      {trouble && (
        <p className={buttons.trouble} role="alert">
          {trouble}
        </p>
      )}
      <ActStatus state={state} onRetry={submit} />
      <button type="submit" className={buttons.primary} disabled={state.kind === 'sending'} data-testid="submit">
        {t('do.dispatch')}
      </button>
    </form>
  )
}

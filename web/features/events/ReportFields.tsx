'use client'
import { EVENT_KINDS, INFECTION_CLASSES } from '@cockpit/domain/event/kind'
import { LONGEST, type ReportField, type ReportProblem } from '@cockpit/domain/event/report'
import { Input, Radio, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { MomentField } from '../day/MomentField'
import page from '../shell/page.module.css'
import styles from './events.module.css'
import type { ReportDraft } from './report-draft'

/** The fields of a report, each with its hint and what is wrong with it. Large enough to be filled in on a telephone. */
export function ReportFields({
  draft,
  problems,
  onChange,
}: {
  draft: ReportDraft
  problems: Partial<Record<ReportField, ReportProblem>>
  onChange: (part: Partial<ReportDraft>) => void
}) {
  const t = useTranslations('events')
  const field = (name: ReportField, control: (props: ControlProps) => ReactNode, hint?: string) => (
    <ReportLine name={name} problem={problems[name]} hint={hint}>
      {control}
    </ReportLine>
  )
  return (
    <>
      {field(
        'title',
        (props) => (
          <Input
            {...props}
            maxLength={LONGEST.title}
            value={draft.title}
            onChange={({ target }) => onChange({ title: target.value })}
            data-testid="event-title"
          />
        ),
        t('hint.title'),
      )}
      {field('kind', ({ id, status, ...aria }) => (
        <Select
          id={id}
          status={status}
          {...aria}
          value={draft.kind}
          onChange={(kind) => onChange({ kind })}
          options={EVENT_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          data-testid="event-kind"
        />
      ))}
      {draft.kind === 'infectious' &&
        field(
          'infection',
          ({ id, 'aria-describedby': described }) => (
            <Radio.Group
              id={id}
              aria-describedby={described}
              aria-label={t('field.infection')}
              value={draft.infection}
              onChange={({ target }) => onChange({ infection: target.value })}
              options={INFECTION_CLASSES.map((value) => ({ value, label: t(`infection.${value}`) }))}
            />
          ),
          t('hint.infection'),
        )}
      {field(
        'place',
        (props) => (
          <Input
            {...props}
            maxLength={LONGEST.place}
            value={draft.place}
            onChange={({ target }) => onChange({ place: target.value })}
            data-testid="event-place"
          />
        ),
        t('hint.place'),
      )}
      {field('foundAt', (props) => (
        <MomentField
          {...props}
          value={draft.foundAt}
          onChange={(foundAt) => onChange({ foundAt })}
          data-testid="event-found"
        />
      ))}
      <div className={styles.counts}>
        {(['affected', 'deaths'] as const).map((name) => (
          <div key={name}>
            {field(name, (props) => (
              <Input
                {...props}
                inputMode="numeric"
                maxLength={7}
                value={draft[name]}
                onChange={({ target }) => onChange({ [name]: target.value })}
                data-testid={`event-${name}`}
              />
            ))}
          </div>
        ))}
      </div>
      {field(
        'description',
        ({ size: _, ...props }) => (
          <Input.TextArea
            {...props}
            rows={5}
            maxLength={LONGEST.description}
            value={draft.description}
            onChange={({ target }) => onChange({ description: target.value })}
            data-testid="event-description"
          />
        ),
        t('hint.description'),
      )}
    </>
  )
}

interface ControlProps {
  readonly id: string
  readonly size: 'large'
  readonly status: 'error' | ''
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string
}

function ReportLine({
  name,
  problem,
  hint,
  children,
}: {
  name: ReportField
  problem: ReportProblem | undefined
  hint: string | undefined
  children: (props: ControlProps) => ReactNode
}) {
  const t = useTranslations('events')
  const id = useId()
  return (
    <div className={page.field} data-field={name}>
      <label htmlFor={id}>{t(`field.${name}`)}</label>
      {children({
        ...{ id, size: 'large' as const, status: problem ? ('error' as const) : ('' as const) },
        ...{ 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-help` },
      })}
      <span
        id={`${id}-help`}
        className={problem ? page.problem : page.hint}
        data-testid={problem ? `problem-${name}` : undefined}
      >
        {problem ? t(`problem.${problem}`) : (hint ?? '')}
      </span>
    </div>
  )
}

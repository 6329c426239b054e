'use client'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { labelled } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { newKey } from '../command/acts'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card, Page } from '../shell/Page'
import page from '../shell/page.module.css'
import { type RefusalWord, refusalWord } from '../shell/refusal-word'
import { choicesState } from '../states/choices-state'
import { pointsFrom, pointsText } from './points-text'
import { Recipients } from './Recipients'
import { type PickedPlace, targetOf } from './TargetPicker'
import styles from './tasks.module.css'

/** One task to one place or to many in one act, from a template or from nothing. Sent again after a broken line, it goes on where it stopped. */
export function DispatchMany() {
  const t = useTranslations('tasks')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const templates = useQuery(trpc.tasks.work.templates.queryOptions())
  const [places, setPlaces] = useState<readonly PickedPlace[]>([])
  const [title, setTitle] = useState('')
  const [instruction, setInstruction] = useState('')
  const [level, setLevel] = useState<Level>('IV')
  const [points, setPoints] = useState('')
  const [keep, setKeep] = useState(false)
  const [name, setName] = useState('')
  const [key, setKey] = useState(newKey)
  const [problem, setProblem] = useState<RefusalWord | null>(null)
  const dispatch = useMutation(trpc.tasks.work.dispatchMany.mutationOptions())
  const save = useMutation(trpc.tasks.work.saveTemplate.mutationOptions())
  const retire = useMutation(trpc.tasks.work.retireTemplate.mutationOptions())
  const [used, setUsed] = useState<string | null>(null)

  // Another content is another act.
  const changed = () => {
    setKey(newKey())
    dispatch.reset()
  }
  const use = (id: string | undefined) => {
    const template = templates.data?.find((one) => one.id === id)
    setUsed(template?.id ?? null)
    if (!template) return
    setTitle(template.title)
    setInstruction(template.instruction)
    setLevel(template.level)
    setPoints(pointsText(template.points))
    changed()
  }
  async function send() {
    setProblem(null)
    const content = { title, instruction, level, points: pointsFrom(points) }
    try {
      if (keep && name.trim() !== '') await save.mutateAsync({ ...content, name })
      await dispatch.mutateAsync({ ...content, targets: places.map(targetOf), idempotencyKey: key })
    } catch (error) {
      setProblem(refusalWord(error))
    } finally {
      await queries.invalidateQueries(trpc.tasks.pathFilter())
    }
  }
  const outcomes = dispatch.data?.outcomes
  const refused = outcomes?.filter((one) => one.refusal !== null) ?? []
  const ready = title.trim() !== '' && instruction.trim() !== '' && places.length > 0
  return (
    <Page title={t('many.title')} note={t('many.note')} tools={<Link href="/tasks">{t('back')}</Link>}>
      <div className={page.split}>
        <Card title={t('many.what')}>
          <div className={page.form}>
            <Field label={t('many.template')}>
              {(id) => (
                <span className={styles.pair}>
                  <Select
                    id={id}
                    allowClear
                    className={styles.wide ?? ''}
                    value={used}
                    placeholder={t('many.noTemplate')}
                    onChange={(value) => use(value ?? undefined)}
                    loading={templates.isLoading}
                    notFoundContent={choicesState(templates)}
                    options={(templates.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
                  />
                  {used && (
                    <Button
                      loading={retire.isPending}
                      onClick={async () => {
                        await retire.mutateAsync({ id: used }).catch((error) => setProblem(refusalWord(error)))
                        setUsed(null)
                        await queries.invalidateQueries(trpc.tasks.work.templates.pathFilter())
                      }}
                    >
                      {t('many.retire')}
                    </Button>
                  )}
                </span>
              )}
            </Field>
            <Field label={t('column.title')}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={200}
                  value={title}
                  data-testid="many-title"
                  onChange={({ target }) => {
                    setTitle(target.value)
                    changed()
                  }}
                />
              )}
            </Field>
            <Field label={t('instruction')}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  rows={5}
                  maxLength={4000}
                  value={instruction}
                  data-testid="many-instruction"
                  onChange={({ target }) => {
                    setInstruction(target.value)
                    changed()
                  }}
                />
              )}
            </Field>
            <Field label={t('column.level')}>
              {(id) => (
                <Select<Level>
                  id={id}
                  value={level}
                  onChange={(value) => {
                    setLevel(value)
                    changed()
                  }}
                  options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
                />
              )}
            </Field>
            <Field label={t('many.points')}>
              {(id) => (
                <>
                  <Input.TextArea
                    id={id}
                    rows={4}
                    maxLength={4000}
                    value={points}
                    onChange={({ target }) => {
                      setPoints(target.value)
                      changed()
                    }}
                  />
                  <span className={page.hint}>{t('many.pointsHint')}</span>
                </>
              )}
            </Field>
            <div className={styles.pair}>
              <Checkbox checked={keep} onChange={({ target }) => setKeep(target.checked)}>
                {t('many.keep')}
              </Checkbox>
              {keep && (
                <Input
                  aria-label={t('many.name')}
                  placeholder={t('many.name')}
                  maxLength={80}
                  value={name}
                  onChange={({ target }) => setName(target.value)}
                />
              )}
            </div>
          </div>
        </Card>
        <div className={page.column}>
          <Recipients
            places={places}
            onChange={(next) => {
              setPlaces(next)
              changed()
            }}
          />
          <Card>
            <div className={page.form}>
              {problem && (
                <p className={page.problem} role="alert">
                  {refusal(problem)}
                </p>
              )}
              {outcomes && (
                <p role="status" data-testid="many-done">
                  {t('many.done', { count: outcomes.length - refused.length })}{' '}
                  <Link href={`/tasks?b=${dispatch.data?.batch}&s=all`}>{t('openBatch')}</Link>
                </p>
              )}
              {refused.length > 0 && (
                <ul className={styles.outcomes}>
                  {refused.map((one) => (
                    <li key={one.id} className={page.problem}>
                      {labelled(one.name[language], refusal(refusalWord(one.refusal)), language)}
                    </li>
                  ))}
                </ul>
              )}
              <div className={page.actions}>
                <Button
                  type="primary"
                  disabled={!ready || outcomes !== undefined}
                  loading={dispatch.isPending}
                  data-testid="many-send"
                  onClick={send}
                >
                  {t('many.send', { count: places.length })}
                </Button>
              </div>
            </div>
          </Card>
        </div>
      </div>
    </Page>
  )
}

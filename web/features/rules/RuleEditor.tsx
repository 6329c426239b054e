'use client'
import { OWNER_ROLES } from '@cockpit/domain/rules/definition'
import { LEVELS } from '@cockpit/domain/task/level'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import shared from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { choicesState } from '../states/choices-state'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { ConditionForm } from './ConditionForm'
import { DEFAULT_CONDITIONS, KINDS } from './condition-fields'
import { type Draft, faultsOf, withoutEmpty } from './draft'
import { FormRow as Row } from './FormRow'
import styles from './rules.module.css'
import { WindowFields } from './WindowFields'

/** A new rule, or another wording of one that stands. What it makes is a draft: nothing is judged by it before a second person lets it stand. */
export function RuleEditor({ start, fixed, onDone }: { start: Draft; fixed: boolean; onDone?: () => void }) {
  const t = useTranslations('rules')
  const language = languageOf(useLocale())
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const router = useRouter()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(start)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const offered = useQuery(trpc.rules.indicators.queryOptions())
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const propose = useMutation(
    trpc.rules.propose.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.rules.pathFilter())
        if (onDone) onDone()
        router.push(`/rules/${draft.id}`)
      },
    }),
  )
  const faults = faultsOf(draft)
  const fault = (path: string) => (tried && faults.has(path) ? t('fault', { what: faults.get(path) ?? '' }) : undefined)
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const whole = (name: 'holdOff' | 'recovery', value: number | null) =>
    setDraft(({ [name]: _, ...rest }) => (value === null ? rest : { ...rest, [name]: value }) as Draft)
  const smallest = (name: 'base' | 'cases', value: number | null) =>
    set({ smallest: { ...draft.smallest, [name]: value ?? undefined } } as Partial<Draft>)
  const indicators = offered.data
  if (!indicators)
    return offered.error ? (
      <Failure error={offered.error} onRetry={() => void offered.refetch()} />
    ) : (
      <Skeleton lines={8} />
    )
  const chosen = indicators.find(({ id }) => id === draft.indicator)
  return (
    <form
      method="post"
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (faults.size === 0 && reason.trim() !== '') propose.mutate({ draft: { ...withoutEmpty(draft) }, reason })
      }}
    >
      <Card title={t('form.what')}>
        <div className={styles.fields}>
          <Row label={t('form.id')} help={t('help.id')} fault={fault('id')}>
            {(id) => (
              <Input
                id={id}
                disabled={fixed}
                value={draft.id}
                maxLength={64}
                onChange={(e) => set({ id: e.target.value })}
              />
            )}
          </Row>
          <Row label={t('form.level')}>
            {(id) => (
              <Select
                id={id}
                value={draft.level}
                onChange={(level) => set({ level })}
                options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
              />
            )}
          </Row>
          <Row label={t('form.titleZh')} fault={fault('title.zh')}>
            {(id) => (
              <Input
                id={id}
                value={draft.title.zh}
                maxLength={200}
                onChange={(e) => set({ title: { ...draft.title, zh: e.target.value } })}
              />
            )}
          </Row>
          <Row label={t('form.titleEn')} fault={fault('title.en')}>
            {(id) => (
              <Input
                id={id}
                value={draft.title.en}
                maxLength={300}
                onChange={(e) => set({ title: { ...draft.title, en: e.target.value } })}
              />
            )}
          </Row>
          <Row
            label={t('form.indicator')}
            fault={fault('indicator')}
            help={chosen?.targeted === false && draft.when.kind === 'target' ? t('help.noTarget') : undefined}
          >
            {(id) => (
              <Select
                id={id}
                showSearch={{ optionFilterProp: 'label' }}
                value={draft.indicator || undefined}
                onChange={(indicator: string) => set({ indicator })}
                options={indicators.map((one) => ({ value: one.id, label: `${one[language]} · ${one.id}` }))}
              />
            )}
          </Row>
          <Row
            label={t('form.by')}
            help={chosen?.scope === 'area' ? t('help.areaOnly') : undefined}
            fault={tried && chosen?.scope === 'area' && draft.by === 'facility' ? t('help.areaOnly') : undefined}
          >
            {(id) => (
              <Select
                id={id}
                value={draft.by}
                onChange={(by) => set({ by })}
                options={(['facility', 'county'] as const).map((value) => ({ value, label: t(`by.${value}`) }))}
              />
            )}
          </Row>
          <Row
            label={t('form.grain')}
            fault={fault('grain')}
            help={chosen?.grain === 'month' ? t('help.monthOnly') : t('help.grain')}
          >
            {(id) => (
              <Select
                id={id}
                value={draft.grain}
                onChange={(grain) => set({ grain })}
                options={(['month', 'week', 'day'] as const).map((value) => ({
                  value,
                  label: t(`grain.${value}`),
                  disabled: value !== 'month' && chosen?.grain === 'month',
                }))}
              />
            )}
          </Row>
          <Row label={t('form.each')} help={t('help.each')} fault={fault('each')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                value={draft.each}
                onChange={(each) => setDraft(({ each: _, ...rest }) => (each ? { ...rest, each } : rest))}
                options={(chosen?.dimensions ?? []).map((value) => ({ value, label: value }))}
              />
            )}
          </Row>
        </div>
      </Card>
      <Card title={t('form.when')}>
        <div className={styles.fields}>
          <Row label={t('form.kind')} help={t(`kindHelp.${draft.when.kind}`)}>
            {(id) => (
              <Select
                id={id}
                value={draft.when.kind}
                onChange={(kind) => set({ when: DEFAULT_CONDITIONS[kind] })}
                options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
              />
            )}
          </Row>
          <ConditionForm when={draft.when} fault={fault} onChange={(when) => set({ when })} />
        </div>
      </Card>
      <Card title={t('form.limits')}>
        <div className={styles.fields}>
          <Row label={t('form.territory')} help={t('help.territory')} fault={fault('territory')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                value={draft.territory}
                loading={tree.isLoading}
                notFoundContent={choicesState(tree)}
                onChange={(territory) =>
                  setDraft(({ territory: _, ...rest }) => (territory ? { ...rest, territory } : rest))
                }
                options={(tree.data?.areas ?? []).map(({ code, name }) => ({
                  value: code as string,
                  label: `${name[language]} ${code}`,
                }))}
              />
            )}
          </Row>
          <Row label={t('form.owner')}>
            {(id) => (
              <Select
                id={id}
                value={draft.owner}
                onChange={(owner) => set({ owner })}
                options={OWNER_ROLES.map((value) => ({ value, label: t(`owner.${value}`) }))}
              />
            )}
          </Row>
          <Row label={t('form.holdOff')} help={t('help.holdOff')} fault={fault('holdOff')}>
            {(id) => (
              <InputNumber
                id={id}
                min={0}
                max={60}
                value={draft.holdOff ?? null}
                onChange={(value) => whole('holdOff', value)}
              />
            )}
          </Row>
          <Row label={t('form.recovery')} help={t('help.recovery')} fault={fault('recovery')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={60}
                value={draft.recovery ?? null}
                onChange={(value) => whole('recovery', value)}
              />
            )}
          </Row>
          <Row label={t('form.base')} help={t('help.base')} fault={fault('smallest.base')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                value={draft.smallest?.base ?? null}
                onChange={(value) => smallest('base', value)}
              />
            )}
          </Row>
          <Row label={t('form.cases')} help={t('help.cases')} fault={fault('smallest.cases')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                value={draft.smallest?.cases ?? null}
                onChange={(value) => smallest('cases', value)}
              />
            )}
          </Row>
          <WindowFields
            suppress={draft.suppress}
            faulty={tried && [...faults.keys()].some((one) => one.startsWith('suppress'))}
            onChange={(suppress) => set({ suppress })}
          />
        </div>
      </Card>
      <Card title={t('form.advice')}>
        <div className={styles.fields}>
          <Row label={t('form.adviceZh')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                value={draft.advice.zh}
                maxLength={1000}
                onChange={(e) => set({ advice: { ...draft.advice, zh: e.target.value } })}
              />
            )}
          </Row>
          <Row label={t('form.adviceEn')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                value={draft.advice.en}
                maxLength={1500}
                onChange={(e) => set({ advice: { ...draft.advice, en: e.target.value } })}
              />
            )}
          </Row>
          <Row
            label={t('form.reason')}
            help={t('help.reason')}
            fault={tried && reason.trim() === '' ? t('help.reason') : undefined}
          >
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                value={reason}
                maxLength={1000}
                onChange={(e) => setReason(e.target.value)}
              />
            )}
          </Row>
        </div>
        {propose.error && (
          <p className={shared.problem} role="alert">
            {refusal(refusalWord(propose.error))} {propose.error.message}
          </p>
        )}
        {tried && faults.size > 0 && (
          <p className={shared.problem} role="alert">
            {t('faults', { count: faults.size })}
          </p>
        )}
        <div className={shared.actions}>
          <Button type="primary" htmlType="submit" loading={propose.isPending} data-testid="save-draft">
            {t('saveDraft')}
          </Button>
          <span className={shared.hint}>{t('draftNote')}</span>
        </div>
      </Card>
    </form>
  )
}

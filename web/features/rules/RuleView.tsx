'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { clauses, listed } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import { LevelMark } from '../alerts/LevelMark'
import { useTRPC } from '../queries/trpc'
import { Card, Facts, Page } from '../shell/Page'
import shared from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { BacktestView } from './BacktestView'
import { ConditionText } from './ConditionText'
import { DraftCard } from './DraftCard'
import { KnownEvents } from './KnownEvents'
import { RuleEditor } from './RuleEditor'
import styles from './rules.module.css'

/** One rule: what it says, how it has done, its draft, its backtests and its versions. */
export function RuleView({ id }: { id: string }) {
  const t = useTranslations('rules')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(trpc.rules.get.queryOptions({ id }))
  const renew = () => queries.invalidateQueries(trpc.rules.pathFilter())
  const [editing, setEditing] = useState(false)
  const [switching, setSwitching] = useState(false)
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const ask = useMutation(
    trpc.rules.askBacktest.mutationOptions({
      onSuccess: ({ id: begun }) => {
        setChosen(begun)
        return renew()
      },
    }),
  )
  const proposeSwitch = useMutation(
    trpc.rules.proposeSwitch.mutationOptions({
      onSuccess: () => {
        setSwitching(false)
        setReason('')
        return renew()
      },
    }),
  )
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={refetch} />
      </Page>
    )
  if (!data)
    return (
      <Page title={t('title')}>
        <Skeleton lines={10} />
      </Page>
    )
  const { definition, state, changes, backtests, evaluations, may } = data
  const draft = changes.find((change) => change.state === 'draft')
  const shownBacktest = chosen ?? backtests[0]?.id ?? null
  const { version: _, ...start } = definition
  const windows = [
    definition.suppress?.newYear ? t('newYearSaid', definition.suppress.newYear) : null,
    ...(definition.suppress?.spans ?? []).map(({ from, to, reason: why }) => `${from} – ${to} ${why}`),
  ].filter((one) => one !== null)
  // A rule without a backtest says what it is where otherwise its history stands.
  const judged = backtests.length > 0
  const tests = (
    <Card title={t('backtests')} testId="backtests">
      {backtests.length > 1 && (
        <div className={styles.chips}>
          {backtests.map((one) => (
            <button
              key={one.id}
              type="button"
              aria-pressed={one.id === shownBacktest}
              onClick={() => setChosen(one.id)}
            >
              {one.version} · {instantText(one.askedAt)}
            </button>
          ))}
        </div>
      )}
      {shownBacktest ? <BacktestView id={shownBacktest} /> : <Empty>{t('noBacktest')}</Empty>}
    </Card>
  )
  const facts = (
    <>
      <Card title={t('says')}>
        <Facts
          rows={[
            [
              t('form.indicator'),
              data.indicator ? `${data.indicator[language]} · ${definition.indicator}` : definition.indicator,
            ],
            [t('column.kind'), t(`kind.${definition.when.kind}`)],
            [t('form.when'), <ConditionText key="when" when={definition.when} indicator={data.indicator} />],
            [
              t('form.by'),
              `${t(`by.${definition.by}`)} · ${t(`grain.${definition.grain}`)}${definition.each ? ` · ${t('eachSaid', { each: definition.each })}` : ''}`,
            ],
            [
              t('form.filters'),
              clauses(
                (definition.filters ?? []).map(({ dimension, values }) => `${dimension}: ${listed(values, language)}`),
                language,
              ),
            ],
            [t('form.territory'), definition.territory ?? t('everywhere')],
            [t('form.owner'), definition.owner ? t(`owner.${definition.owner}`) : '—'],
            [t('form.holdOff'), definition.holdOff === undefined ? t('noHoldOff') : String(definition.holdOff)],
            [t('form.recovery'), String(definition.recovery ?? 1)],
            [
              t('form.smallest'),
              clauses(
                [
                  definition.smallest?.base ? t('baseSaid', { base: definition.smallest.base }) : null,
                  definition.smallest?.cases ? t('casesSaid', { cases: definition.smallest.cases }) : null,
                ].filter((one) => one !== null),
                language,
              ),
            ],
            [t('form.windows'), clauses(windows, language)],
            [t('form.advice'), definition.advice[language]],
          ]}
        />
      </Card>
      <Card title={t('record')}>
        {data.withheld && <p className={shared.hint}>{t('withheld')}</p>}
        <Facts
          rows={[
            [t('column.raised'), data.withheld ? '—' : String(data.raised)],
            [t('falseAlarms'), data.withheld ? '—' : String(data.falseAlarms)],
            [t('column.precision'), data.precision === null ? t('undecided') : `${Math.round(data.precision * 100)}%`],
            [t('column.lastFired'), data.lastFired ? instantText(data.lastFired) : '—'],
            [t('lastJudged'), data.lastJudged ? instantText(data.lastJudged) : '—'],
          ]}
        />
        {evaluations.length > 0 && (
          <ul className={styles.evaluations}>
            {evaluations.slice(0, 6).map((one) => (
              <li key={one.id}>
                <time>{instantText(one.endedAt)}</time>{' '}
                {t('evaluated', { fired: one.fired, subjects: one.subjects, version: one.ruleVersion })}
                <br />
                <span className={shared.muted}>{t('judgedOn', { data: one.dataVersion })}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  )
  return (
    <Page
      title={
        <>
          <LevelMark level={definition.level} /> {definition.title[language]}
        </>
      }
      note={
        <>
          <Link href="/rules">{t('title')}</Link> · {t(`state.${state}`)} · {definition.version}
        </>
      }
      tools={
        may.manage && !editing ? (
          <>
            <Button loading={ask.isPending} onClick={() => ask.mutate({ id })} data-testid="backtest">
              {t('runBacktest')}
            </Button>
            <Button disabled={draft !== undefined} onClick={() => setEditing(true)} data-testid="edit">
              {t('edit')}
            </Button>
            {state !== 'new' && (
              <Button
                disabled={draft !== undefined}
                danger={state === 'on'}
                onClick={() => setSwitching(true)}
                data-testid="switch"
              >
                {t(state === 'on' ? 'switchOff' : 'switchOn')}
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      {ask.error && (
        <p className={shared.problem} role="alert">
          {refusal(refusalWord(ask.error))}
        </p>
      )}
      {editing ? (
        <>
          <div className={shared.actions}>
            <Button onClick={() => setEditing(false)}>{t('back')}</Button>
          </div>
          <RuleEditor start={start} fixed onDone={() => setEditing(false)} />
        </>
      ) : (
        <>
          {draft && (
            <DraftCard
              rule={id}
              draft={draft}
              indicator={draft.definition?.indicator === definition.indicator ? data.indicator : null}
              backtests={backtests}
              manages={may.manage}
              onBacktest={setChosen}
            />
          )}
          <div className={shared.split}>
            <div className={shared.column}>{judged ? tests : facts}</div>
            <div className={shared.column}>
              {judged ? facts : tests}
              <KnownEvents rule={definition} manages={may.manage} />
              <Card title={t('versions')} testId="versions">
                <ol className={shared.timeline}>
                  {changes.map((change) => (
                    <li key={change.id}>
                      {t(`change.${change.kind}`)} {change.version}{' '}
                      <span
                        className={shared.state}
                        data-tone={change.state === 'draft' ? 'act' : change.state === 'withdrawn' ? 'done' : undefined}
                      >
                        {t(`changeState.${change.state}`)}
                      </span>
                      <time>{instantText(change.decidedAt ?? change.proposedAt)}</time>
                      <p>
                        {t('proposedBy', { name: change.proposer ?? '' })}
                        {change.decider
                          ? ` · ${t(change.state === 'published' ? 'publishedBy' : 'withdrawnBy', { name: change.decider })}`
                          : ''}
                        {' · '}
                        {change.reason}
                      </p>
                    </li>
                  ))}
                  {data.packVersion && (
                    <li>
                      {t('fromPack')} {data.packVersion}
                    </li>
                  )}
                </ol>
              </Card>
            </div>
          </div>
        </>
      )}
      <Modal
        open={switching}
        title={t(state === 'on' ? 'switchOff' : 'switchOn')}
        okText={t('propose')}
        cancelText={t('back')}
        okButtonProps={{ disabled: reason.trim() === '', loading: proposeSwitch.isPending }}
        onCancel={() => setSwitching(false)}
        onOk={() => proposeSwitch.mutate({ id, on: state !== 'on', reason })}
      >
        <p>{t('switchNote')}</p>
        <Input.TextArea
          aria-label={t('form.reason')}
          placeholder={t('form.reason')}
          rows={3}
          value={reason}
          maxLength={1000}
          onChange={(event) => setReason(event.target.value)}
          data-testid="switch-reason"
        />
        {proposeSwitch.error && (
          <p className={shared.problem} role="alert">
            {refusal(refusalWord(proposeSwitch.error))}
          </p>
        )}
      </Modal>
    </Page>
  )
}

'use client'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslations } from 'next-intl'
import type { Wording } from '../../format/number'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import shared from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { ConditionText } from './ConditionText'

interface Change {
  readonly id: string
  readonly kind: string
  readonly version: string
  readonly definition: RuleDefinition | null
  readonly reason: string
  readonly proposer: string | null
  readonly mine: boolean
}

/** What waits for a second person: what it changes, whether it was run over the history, and who may let it stand. */
export function DraftCard({
  rule,
  draft,
  indicator,
  backtests,
  manages,
  onBacktest,
}: {
  rule: string
  draft: Change
  /** How figures of its indicator are written, where that is known. */
  indicator: Wording | null
  backtests: readonly { readonly id: string; readonly changeId: string | null; readonly state: string }[]
  manages: boolean
  onBacktest: (id: string) => void
}) {
  const t = useTranslations('rules')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const renew = () => queries.invalidateQueries(trpc.rules.pathFilter())
  const publish = useMutation(trpc.rules.publish.mutationOptions({ onSuccess: renew }))
  const withdraw = useMutation(trpc.rules.withdraw.mutationOptions({ onSuccess: renew }))
  const ask = useMutation(
    trpc.rules.askBacktest.mutationOptions({
      onSuccess: ({ id }) => {
        onBacktest(id)
        return renew()
      },
    }),
  )
  const own = backtests.filter((one) => one.changeId === draft.id)
  const looked = draft.definition === null || own.some((one) => one.state === 'done')
  const running = own.some((one) => one.state === 'queued' || one.state === 'running')
  const problem = publish.error ?? withdraw.error ?? ask.error
  return (
    <Card title={`${t('waits')} · ${t(`change.${draft.kind}` as 'change.define')} ${draft.version}`} testId="draft">
      <p>
        {t('proposedBy', { name: draft.proposer ?? '' })} · {draft.reason}
      </p>
      {draft.definition && (
        <p>
          {t(`kind.${draft.definition.when.kind}`)} ·{' '}
          <ConditionText when={draft.definition.when} indicator={indicator} />
        </p>
      )}
      {manages && (
        <div className={shared.actions}>
          {draft.definition && (
            <Button
              loading={ask.isPending || running}
              onClick={() => ask.mutate({ id: rule, change: draft.id })}
              data-testid="backtest-draft"
            >
              {t('runBacktest')}
            </Button>
          )}
          <Button
            type="primary"
            disabled={draft.mine || !looked}
            loading={publish.isPending}
            onClick={() => publish.mutate({ change: draft.id })}
            data-testid="publish"
          >
            {t('publish')}
          </Button>
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate({ change: draft.id })}>
            {t('withdraw')}
          </Button>
          <span className={shared.hint}>
            {draft.mine ? t('needsAnother') : looked ? t('mayPublish') : t('needsBacktest')}
          </span>
        </div>
      )}
      {problem && (
        <p className={shared.problem} role="alert">
          {refusal(refusalWord(problem))}
        </p>
      )}
    </Card>
  )
}

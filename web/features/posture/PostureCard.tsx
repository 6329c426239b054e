'use client'
import type { PostureCommand } from '@cockpit/domain/posture/posture'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { Button, Input } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import type { AppRouter } from '../../server/router'
import { newKey } from '../command/acts'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card, Facts } from '../shell/Page'
import page from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'

type Listed = inferRouterOutputs<AppRouter>['posture']['list']['rows'][number]

/** Commands that need words before they are given; of these two the words are the review. */
const WORDED: readonly PostureCommand[] = ['decline', 'askEnd', 'review']
const REVIEWS: readonly PostureCommand[] = ['askEnd', 'review']
const TONES = { asked: 'act', inForce: 'bad' } as const
const toneOf = (state: string) => (state === 'asked' || state === 'inForce' ? TONES[state] : 'done')

/** One posture: where, why, until when, by whom; its history, and what this person may do. */
export function PostureCard({ posture }: { posture: Listed }) {
  const t = useTranslations('posture')
  const refusal = useTranslations('states.refusal')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [key, setKey] = useState(newKey)
  const move = useMutation(
    trpc.posture.move.mutationOptions({ onSettled: () => queries.invalidateQueries(trpc.posture.pathFilter()) }),
  )
  const needsWords = posture.commands.some((command) => WORDED.includes(command))
  const isReview = posture.commands.some((command) => REVIEWS.includes(command))
  const nobodyHere = posture.commands.length === 0 && (posture.state === 'asked' || posture.endAskedBy !== null)
  return (
    <Card
      title={
        <>
          {posture.area[language]}{' '}
          <span className={page.state} data-tone={toneOf(posture.state)} data-testid="posture-state">
            {t(`state.${posture.state}`)}
          </span>
        </>
      }
      testId={`posture-${posture.id}`}
    >
      <div className={page.form}>
        <Facts
          rows={[
            [t('ask.reason'), posture.reason],
            [t('asked'), instantText(posture.askedAt)],
            [t('approved'), posture.approvedAt && instantText(posture.approvedAt)],
            [t('until'), instantText(posture.until)],
            [t('reviewText'), posture.review ?? (posture.state === 'expired' ? t('reviewOwed') : null)],
          ]}
        />
        {posture.demo && <p className={page.hint}>{t('demo')}</p>}
        {posture.state === 'inForce' && posture.endAskedBy && <p role="status">{t('endAsked')}</p>}
        {nobodyHere && (posture.state === 'asked' || posture.state === 'inForce') && (
          <p className={page.hint}>{t('otherPerson')}</p>
        )}
        {needsWords && (
          <Field label={t(isReview ? 'review' : 'note2')}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                maxLength={2000}
                value={note}
                onChange={({ target }) => {
                  setNote(target.value)
                  setKey(newKey())
                }}
                data-testid="posture-note"
              />
            )}
          </Field>
        )}
        {move.error && (
          <p className={page.problem} role="alert">
            {refusal(refusalWord(move.error))}
          </p>
        )}
        {posture.commands.length > 0 && (
          <div className={page.actions}>
            {posture.commands.map((command, i) => (
              <Button
                key={command}
                type={i === 0 ? 'primary' : 'default'}
                loading={move.isPending && move.variables.command === command}
                disabled={move.isPending || (WORDED.includes(command) && note.trim() === '')}
                data-testid={`posture-${command}`}
                onClick={() =>
                  move.mutate({
                    ...{ postureId: posture.id, command, note },
                    ...{ expectedRevision: posture.revision, idempotencyKey: `${command}-${key}` },
                  })
                }
              >
                {t(`command.${command}`)}
              </Button>
            ))}
          </div>
        )}
        <details>
          <summary>{t('history')}</summary>
          <ol className={page.timeline}>
            {posture.entries.map((entry) => (
              <li key={entry.id}>
                <strong>{t.has(`command.${entry.command}`) ? t(`command.${entry.command}`) : entry.command}</strong>{' '}
                {entry.actor === 'system' ? t('system') : entry.actorName}
                <time dateTime={entry.at.toISOString()}>{instantText(entry.at)}</time>
                {entry.note && <p>{entry.note}</p>}
              </li>
            ))}
          </ol>
        </details>
      </div>
    </Card>
  )
}

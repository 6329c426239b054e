'use client'
import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input, Radio } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ageText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import { useSenderName } from '../imports/useSenderName'
import { useTRPC } from '../queries/trpc'
import shared from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { useNow } from '../shell/useNow'
import { CandidateMark } from './CandidateMark'
import { FacilitySearch } from './FacilitySearch'
import styles from './institutions.module.css'
import type { NameRow } from './name-row'

type Chosen = NameRow['proposal']['candidates'][number]

/** One name as it was sent: what is known of it, its candidates, and the decision. */
export function SentName({ row, onDecided }: { row: NameRow; onDecided: () => unknown }) {
  const t = useTranslations('institutions')
  const language = languageOf(useLocale())
  const now = useNow()
  const senderName = useSenderName()
  return (
    <li className={styles.row} data-testid="sent-name" data-state={row.state}>
      <div className={styles.sent}>
        <strong className={styles.text}>{row.text}</strong>
        <span className={styles.facts}>
          {t('facts', {
            rows: row.rows,
            sender: row.sender === '' ? t('allSenders') : senderName(row.senderName),
            age: now ? ageText(row.lastSeenAt, now, language) : '',
          })}
        </span>
        <span className={styles.facts}>{row.tables.map((table) => table[language]).join(' · ')}</span>
      </div>
      {row.state === 'open' ? <Open row={row} onDecided={onDecided} /> : <Decided row={row} onDecided={onDecided} />}
    </li>
  )
}

function Open({ row, onDecided }: { row: NameRow; onDecided: () => unknown }) {
  const t = useTranslations('institutions')
  const { decide, problem } = useDecision(onDecided)
  const [found, setFound] = useState<Chosen>()
  const { candidates } = row.proposal
  const offered = found && !candidates.some(({ id }) => id === found.id) ? [...candidates, found] : candidates
  const [chosen, setChosen] = useState<string | undefined>(row.proposal.clear ? candidates[0]?.id : undefined)
  const [everywhere, setEverywhere] = useState(false)
  const [note, setNote] = useState<string>()
  const picked = offered.find(({ id }) => id === chosen)
  return (
    <div className={styles.choice}>
      {offered.length === 0 ? (
        <p className={shared.hint}>{t('noCandidate')}</p>
      ) : (
        <Radio.Group
          className={styles.candidates}
          value={chosen}
          onChange={(event) => setChosen(String(event.target.value))}
          aria-label={t('candidates', { name: row.text })}
        >
          {offered.map((candidate) => (
            <Radio key={candidate.id} value={candidate.id} data-testid={`candidate-${candidate.id}`}>
              <CandidateMark candidate={candidate} />
            </Radio>
          ))}
        </Radio.Group>
      )}
      <FacilitySearch
        onPick={(facility) => {
          setFound(facility)
          setChosen(facility.id)
        }}
      />
      {note !== undefined && (
        <Input
          value={note}
          maxLength={500}
          autoFocus
          aria-label={t('dismissNote')}
          placeholder={t('dismissNote')}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      <div className={shared.actions}>
        {note === undefined ? (
          <>
            <Button
              type="primary"
              disabled={!picked}
              loading={decide.isPending}
              data-testid="match"
              onClick={() =>
                picked &&
                decide.mutate({
                  id: row.id,
                  decision: { kind: 'match', facilityId: picked.id, everywhere, score: picked.score },
                })
              }
            >
              {t('match')}
            </Button>
            <Checkbox checked={everywhere} onChange={(event) => setEverywhere(event.target.checked)}>
              {t('everywhere')}
            </Checkbox>
            <Button type="text" onClick={() => setNote('')}>
              {t('dismiss')}
            </Button>
          </>
        ) : (
          <>
            <Button
              danger
              disabled={note.trim() === ''}
              loading={decide.isPending}
              onClick={() => decide.mutate({ id: row.id, decision: { kind: 'dismiss', note } })}
            >
              {t('dismissConfirm')}
            </Button>
            <Button onClick={() => setNote(undefined)}>{t('cancel')}</Button>
          </>
        )}
      </div>
      {problem}
    </div>
  )
}

function Decided({ row, onDecided }: { row: NameRow; onDecided: () => unknown }) {
  const t = useTranslations('institutions')
  const language = languageOf(useLocale())
  const refusal = useTranslations('states.refusal')
  const now = useNow()
  const trpc = useTRPC()
  const { decide, problem } = useDecision(onDecided)
  const resend = useMutation(trpc.institutions.resend.mutationOptions())
  return (
    <div className={styles.choice}>
      <p className={styles.decision}>
        {row.state === 'matched' ? (
          <>
            <b>{row.facility ? row.facility.name[language] : t('outside')}</b>
            {row.facility && (
              <span className={styles.facts}>
                {row.facility.county[language]} · {row.facility.id}
              </span>
            )}
          </>
        ) : (
          <span>{row.note}</span>
        )}
      </p>
      <span className={styles.facts}>
        {t('decidedBy', {
          name: row.decidedByName ?? '—',
          age: row.decidedAt && now ? ageText(row.decidedAt, now, language) : '',
        })}
      </span>
      <div className={shared.actions}>
        {row.state === 'matched' && (
          <Button loading={resend.isPending} disabled={resend.isSuccess} onClick={() => resend.mutate({ id: row.id })}>
            {t('resend')}
          </Button>
        )}
        <Button
          type="text"
          loading={decide.isPending}
          onClick={() => decide.mutate({ id: row.id, decision: { kind: 'reopen' } })}
        >
          {t('reopen')}
        </Button>
      </div>
      {resend.data && (
        <p className={shared.hint} role="status">
          {t('resent')}
        </p>
      )}
      {resend.error && (
        <p className={shared.problem} role="alert">
          {refusal(refusalWord(resend.error))}
        </p>
      )}
      {problem}
    </div>
  )
}

function useDecision(onDecided: () => unknown) {
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const decide = useMutation(trpc.institutions.decide.mutationOptions({ onSuccess: onDecided }))
  const problem = decide.error ? (
    <p className={shared.problem} role="alert">
      {refusal(refusalWord(decide.error))}
    </p>
  ) : null
  return { decide, problem }
}

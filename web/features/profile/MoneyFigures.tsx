'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { shareText, valueText } from '../../format/number'
import { periodText } from '../../format/time'
import { useAsk } from '../cockpit/useQuestions'
import { Empty } from '../states/Empty'
import { BandFigure } from './BandFigure'
import { type Part, partsOf } from './composition-view'
import { Awaited, Figure } from './Figure'
import styles from './profile.module.css'
import { useProfileFrame } from './profile-frame'
import { DRUGS, MONEY } from './profile-indicators'
import { ownQuestion } from './useProfileQuestions'

const ITEMS = ['incomeItems.amount']
const SPENT = ['drugs.amount']
/** Drugs that a screen names. */
const NAMED = 10

export function MoneyFigures() {
  const t = useTranslations('profile.money')
  const { period } = useProfileFrame()
  return (
    <>
      <Composition ids={ITEMS} by="item" title={t('items')} testId="profile-income" help={t('itemsHelp')} />
      <BandFigure
        title={t('title')}
        testId="profile-money"
        ids={MONEY}
        period={period}
        span={8}
        help={<p>{t('help')}</p>}
      />
    </>
  )
}

export function DrugFigures() {
  const t = useTranslations('profile.drugs')
  const { period } = useProfileFrame()
  return (
    <>
      <BandFigure
        title={t('title')}
        testId="profile-drugs"
        ids={DRUGS}
        period={period}
        span={8}
        help={<p>{t('help')}</p>}
      />
      <Composition ids={SPENT} by="drug" title={t('spent')} testId="profile-spent" help={t('spentHelp')} most={NAMED} />
    </>
  )
}

/** The parts of an amount, the largest first, each beside the same part of the compared period. */
function Composition({
  ids,
  by,
  title,
  testId,
  help,
  most,
}: {
  ids: readonly string[]
  by: string
  title: string
  testId: string
  help: string
  most?: number
}) {
  const t = useTranslations('profile.composition')
  const frame = useProfileFrame()
  const { define, language, period, compare } = frame
  const definitions = useMemo(() => define(ids), [define, ids])
  const [definition] = definitions
  const question = definition
    ? ownQuestion(frame, definitions, period, { by, compare: [compare], limit: most ?? 100 })
    : null
  const asked = useAsk(question)
  const parts = useMemo(
    () => asked.data && definition && partsOf(asked.data, definition.id, compare, t('rest')),
    [asked.data, definition, compare, t],
  )
  return (
    <Figure
      title={title}
      testId={testId}
      span={4}
      note={periodText(period, language)}
      stale={asked.stale}
      question={question}
      chart={false}
      help={<p>{help}</p>}
    >
      <Awaited asked={asked}>
        {() =>
          !parts || !definition || parts.length === 0 ? (
            <Empty>{t('empty')}</Empty>
          ) : (
            <table className={styles.parts}>
              <thead>
                <tr>
                  <th scope="col">{t('part')}</th>
                  <th scope="col">{t('amount')}</th>
                  <th scope="col">{t('share')}</th>
                  {parts.some(({ before }) => before !== null) && <th scope="col">{t(compare)}</th>}
                </tr>
              </thead>
              <tbody>
                {parts.map((part) => (
                  <PartRow
                    key={part.key}
                    part={part}
                    text={valueText(part.value, definition, language)}
                    share={shareText(part.share, language)}
                    before={part.before === null ? null : shareText(part.before, language)}
                  />
                ))}
              </tbody>
            </table>
          )
        }
      </Awaited>
    </Figure>
  )
}

function PartRow({ part, text, share, before }: { part: Part; text: string; share: string; before: string | null }) {
  return (
    <tr>
      <th scope="row">
        <span>{part.name}</span>
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect x="0" y="0" width={part.share * 100} height="8" className={styles.partNow} />
          {part.before !== null && (
            <rect x={Math.min(99, part.before * 100)} y="0" width="1" height="8" className={styles.partBefore} />
          )}
        </svg>
      </th>
      <td>{text}</td>
      <td>{share}</td>
      {before !== null && <td>{before}</td>}
    </tr>
  )
}

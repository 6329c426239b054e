'use client'
import { AreaCode, FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, Envelope } from '@cockpit/domain/indicator/envelope'
import { Popover } from 'antd'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { CasesLink } from '../cases/CasesLink'
import { catalogueHref } from '../catalogue/catalogue-address'
import { explainHref, periodOfDays } from '../explain/explain-address'
import { numberLineage } from '../lineage/lineage-address'
import { usePlaceOfNumbers } from '../lineage/place-of-numbers'
import { AskAbout } from '../notes/AskAbout'
import { Withheld } from '../states/Withheld'
import styles from './provenance.module.css'
import { provenanceRows } from './provenance-view'

/** The small button beside a number, and the card behind it: what it means, how it was computed, from what, how complete, which version. */
export function Provenance({
  definition,
  cell,
  answer,
}: {
  definition: IndicatorDefinition
  cell: Envelope | undefined
  answer: Answer | undefined
}) {
  const t = useTranslations('cockpit.provenance')
  const language = languageOf(useLocale())
  const place = usePlaceOfNumbers()
  const card = (
    <dl className={styles.provenance} data-testid="provenance">
      <div className={styles.provenanceHead}>
        <strong>{definition[language]}</strong>
        <span
          className={styles.evidence}
          data-evidence={definition.evidence}
          title={t(`evidenceHint.${definition.evidence}`)}
        >
          {t(`evidence.${definition.evidence}`)}
        </span>
      </div>
      {cell && cell.state !== 'shown' && (
        <div>
          <dt>{t('value')}</dt>
          <dd>
            <Withheld reason={cell.state} />
          </dd>
        </div>
      )}
      {provenanceRows(definition, cell, answer, language).map(({ word, text }) => (
        <div key={word}>
          <dt>{t(word)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      <p>
        <Link href={catalogueHref({ indicator: definition.id })} data-testid={`definition-${definition.id}`}>
          {t('catalogue')}
        </Link>
      </p>
      {place && answer && (
        <p>
          <Link
            href={numberLineage({
              indicator: definition.id,
              ...place,
              period: `${answer.period.from}..${answer.period.to}`,
            })}
            data-testid={`origin-${definition.id}`}
          >
            {t('origin')}
          </Link>
        </p>
      )}
      {place && isOne(answer) && <AskAbout definition={definition} answer={answer} place={place} />}
      {place && isOne(answer) && <CasesLink indicator={definition.id} place={place} period={answer.period} />}
      {place && answer && !answer.rows[0]?.at && (
        <p>
          <Link
            href={explainHref({
              indicator: IndicatorId.parse(definition.id),
              area: AreaCode.parse(place.territory),
              facility: place.facility === undefined ? null : FacilityId.parse(place.facility),
              to: periodOfDays(answer.period),
            })}
            data-testid={`explain-${definition.id}`}
          >
            {t('explain')}
          </Link>
        </p>
      )}
      {answer?.demo && <p className={styles.provenanceDemo}>{t('demo')}</p>}
    </dl>
  )
  return (
    <Popover content={card} trigger="click" placement="bottom" destroyOnHidden>
      <button
        type="button"
        className={styles.info}
        aria-label={t('open', { name: definition[language] })}
        data-testid={`provenance-open-${definition.id}`}
        onClick={(event) => event.stopPropagation()}
      >
        <svg viewBox="0 0 16 16" width="1.05em" height="1.05em" aria-hidden="true">
          <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.3" />
          <path d="M8 7.2v4M8 4.6v.2" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </svg>
      </button>
    </Popover>
  )
}

/** Whether an answer is about one number of its whole period, and no line or list. */
function isOne(answer: Answer | undefined): answer is Answer {
  return answer?.rows.length === 1 && answer.rows[0]?.at === undefined && answer.rows[0]?.key === ''
}

'use client'
import type { DefinitionVersion } from '@cockpit/domain/indicator/version'
import { useLocale, useTranslations } from 'next-intl'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import type { CatalogueEntry } from '../../server/indicators/catalogue-entries'
import { useAsk } from '../cockpit/useQuestions'
import { Card } from '../shell/Page'
import { Withheld } from '../states/Withheld'
import styles from './catalogue.module.css'
import { sampleQuestion } from './EntrySample'
import { type OwnPlace, useOwnPlace } from './useOwnPlace'

/** Every version of the definition, since when it held and what it changed; of several, the value of one month under each. */
export function EntryVersions({ entry: { definition, versions } }: { entry: CatalogueEntry }) {
  const t = useTranslations('catalogue')
  const language = languageOf(useLocale())
  const { place } = useOwnPlace()
  const several = versions.length > 1
  return (
    <Card title={t('history')} testId="entry-versions">
      {several && <p className={styles.muted}>{t('historyNote')}</p>}
      <ol className={styles.history}>
        {versions.map((one) => (
          <li key={one.version} data-testid={`version-${one.version}`}>
            <header>
              <strong>{one.version}</strong>
              <span>
                {one.until
                  ? t('held', { from: one.effectiveFrom, until: one.until })
                  : t('holds', { from: one.effectiveFrom })}
              </span>
              {several && place && (
                <span className={styles.under}>
                  {t('under', { period: place.latest })}{' '}
                  <ValueUnder definition={definition} version={one} place={place} />
                </span>
              )}
            </header>
            {several && <p className={styles.formula}>{one.formula[language]}</p>}
            {one.change && <p>{one.change[language]}</p>}
            {several && <p className={styles.muted}>{one.standard}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function ValueUnder({
  definition,
  version,
  place,
}: {
  definition: CatalogueEntry['definition']
  version: DefinitionVersion
  place: OwnPlace
}) {
  const language = languageOf(useLocale())
  const cannot = place.facility !== undefined && (definition.scope === 'area' || definition.kind === 'rate')
  const { data, error } = useAsk(
    cannot
      ? null
      : { ...sampleQuestion(definition.id, place, place.latest), versions: { [definition.id]: version.version } },
  )
  const cell = data?.rows[0]?.cells[definition.id]
  if (cannot) return <Withheld reason="not-applicable" />
  if (error) return <Withheld reason="stale" />
  if (!cell) return <span aria-busy="true">…</span>
  return cell.state === 'shown' && cell.value !== undefined ? (
    <b>{valueText(cell.value, definition, language)}</b>
  ) : (
    <Withheld reason={cell.state === 'shown' ? 'no-data' : cell.state} />
  )
}

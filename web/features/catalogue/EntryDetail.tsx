'use client'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { bandText, plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import type { CatalogueEntry } from '../../server/indicators/catalogue-entries'
import { Card, Facts } from '../shell/Page'
import styles from './catalogue.module.css'
import { catalogueHref } from './catalogue-address'
import { EntrySample } from './EntrySample'
import { EntryTargets } from './EntryTargets'
import { EntryVersions } from './EntryVersions'

/** One indicator in full: what it means, its versions, a sample, where it is used, and what it is made from. */
export function EntryDetail({ entry, all }: { entry: CatalogueEntry; all: readonly CatalogueEntry[] }) {
  const t = useTranslations('catalogue')
  const language = languageOf(useLocale())
  const { definition } = entry
  return (
    <article className={styles.detail} aria-labelledby="entry-title" data-testid="catalogue-detail">
      <header className={styles.head}>
        <h2 id="entry-title">{definition[language]}</h2>
        <span className={styles.other}>{language === 'zh' ? definition.en : definition.zh}</span>
        <code>{definition.id}</code>
        <Link className={styles.open} href={`/?i=${definition.id}`}>
          {t('openCockpit')}
        </Link>
      </header>
      <div className={styles.cards}>
        <Card title={t('definition')} testId="entry-definition">
          <p className={styles.formula}>{definition.formula[language]}</p>
          <Facts
            rows={[
              [t('fact.unit'), definition.unit[language]],
              [t('fact.kind'), t(`kind.${definition.kind}`)],
              [t('fact.direction'), t(`direction.${definition.direction}`)],
              [
                t('fact.target'),
                definition.target && (
                  <>
                    {bandText(definition.target, definition, language)} · {definition.target.source} (
                    {t(`evidence.${definition.target.evidence}`)})
                  </>
                ),
              ],
              [
                t('fact.standard'),
                <>
                  {definition.standard} <Evidence of={definition.evidence} />
                </>,
              ],
              [t('fact.owner'), definition.owner],
              [t('fact.dimensions'), definition.dimensions.map(dimensionWord(t)).join(t('comma')) || t('noDimensions')],
              [t('fact.reach'), t(`reach.${definition.scope}.${definition.grain}`)],
              [
                t('fact.suppressed'),
                (definition.suppressBelow ?? 0) > 1 ? t('suppressed', { below: definition.suppressBelow ?? 0 }) : null,
              ],
            ]}
          />
        </Card>
        <EntrySample definition={definition} />
        <EntryVersions entry={entry} />
        <Card title={t('uses')} testId="entry-uses">
          <Facts
            rows={[
              [
                t('boards'),
                <Listed
                  key="boards"
                  none={t('noBoards')}
                  items={entry.boards.map(({ pack, title, as }) => [
                    pack,
                    `${title[language]}${t('colon')}${as.map((place) => t(`place.${place}`)).join(t('comma'))}`,
                  ])}
                />,
              ],
              [
                t('rules'),
                <Listed
                  key="rules"
                  none={t('noRules')}
                  items={entry.rules.map(({ id, title, level }) => [
                    id,
                    `${title[language]} · ${t('level', { level })}`,
                  ])}
                />,
              ],
              [t('targets'), <EntryTargets key="targets" id={definition.id} />],
            ]}
          />
        </Card>
        <Card title={t('lineage')} testId="entry-lineage">
          <Facts
            rows={[
              ...entry.parts.map(({ role, member, name }) => {
                const own = all.find((one) => one.definition.id === member)
                const text = (
                  <>
                    {name?.[language]} <code>{member}</code>
                  </>
                )
                return [
                  t(`part.${role}`),
                  own ? (
                    <Link key={role} href={catalogueHref({ indicator: member })}>
                      {text}
                    </Link>
                  ) : (
                    text
                  ),
                ] as const
              }),
              [t('per'), definition.per === 1 ? null : `× ${plainText(definition.per, language, 6)}`],
              [
                t('tables'),
                <Listed
                  key="tables"
                  none=""
                  items={entry.tables.map(({ name, title }) => [
                    name,
                    <Link key={name} href={`/quality/table/${name}`}>
                      {title[language]} <code>{name}</code>
                    </Link>,
                  ])}
                />,
              ],
            ]}
          />
        </Card>
      </div>
    </article>
  )
}

function Evidence({ of }: { of: CatalogueEntry['definition']['evidence'] }) {
  const t = useTranslations('catalogue')
  return <span className={styles.evidence}>{t(`evidence.${of}`)}</span>
}

function Listed({ items, none }: { items: readonly (readonly [key: string, text: React.ReactNode])[]; none: string }) {
  if (items.length === 0) return <span className={styles.muted}>{none}</span>
  return (
    <ul className={styles.plain}>
      {items.map(([key, text]) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  )
}

/** A dimension in the reader's words; one that a pack brought and nobody named stands under its code. */
function dimensionWord(t: ReturnType<typeof useTranslations<'catalogue'>>) {
  return (name: string): string => {
    const key = `dimension.${name}`
    return t.has(key) ? t(key) : name
  }
}

'use client'
import type { ReadablePreview } from '@cockpit/domain/imports/preview'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import styles from './imports.module.css'

/** The first rows as they will be stored, under the sender's headers and what they become. */
export function PreviewTable({ columns, rows }: Pick<ReadablePreview, 'columns' | 'rows'>) {
  const t = useTranslations('imports.preview')
  const language = languageOf(useLocale())
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={t('table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('lineNumber')}</th>
            {columns.map(({ name, title, headers, computed }) => (
              <th scope="col" key={name}>
                <small>
                  {headers.length > 3 ? `${headers.slice(0, 3).join(' + ')} …` : headers.join(' + ') || t('constant')}
                </small>
                {title[language]}
                {computed && headers.length > 0 && <small>{t('computed')}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells, flags }) => (
            <tr key={line}>
              <td className={styles.line} title={flags.map((flag) => flag[language]).join('\n') || undefined}>
                {line}
                {flags.length > 0 && ' ⚑'}
              </td>
              {cells.map(({ text, problem }, at) => (
                <td key={columns[at]?.name ?? at} data-problem={problem ? '' : undefined} title={text}>
                  {text === '' ? '—' : text}
                  {problem && <small>{problem[language]}</small>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

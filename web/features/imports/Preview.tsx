'use client'
import type { ReadablePreview } from '@cockpit/domain/imports/preview'
import { useLocale, useTranslations } from 'next-intl'
import { plainText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import page from '../shell/page.module.css'
import styles from './imports.module.css'
import { PreviewTable } from './PreviewTable'

const DELIMITER: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }

/** How a file will be read: its form, what each of its headers becomes, what is wrong with its first rows. */
export function Preview({ preview }: { preview: ReadablePreview }) {
  const t = useTranslations('imports.preview')
  const language = languageOf(useLocale())
  const count = (value: number) => plainText(value, language)
  const { form, columns, ignored, absent, problems, notes } = preview
  const fieldWords = (field: string) => {
    const column = columns.find(({ name, headers }) => name === field || headers.includes(field))
    if (!column) return field || t('wholeLine')
    return column.title[language] === field ? field : t('field', { title: column.title[language], header: field })
  }
  const expected = absent.filter((column) => column.expected)
  return (
    <div className={styles.steps} data-testid="import-preview">
      <dl className={styles.facts}>
        {'sheet' in form ? (
          <Fact term={t('sheet')}>{form.sheet}</Fact>
        ) : (
          <>
            <Fact term={t('encoding')}>{form.encoding.toUpperCase()}</Fact>
            <Fact term={t('delimiter')}>{t(`delimiters.${DELIMITER[form.delimiter] ?? 'comma'}`)}</Fact>
          </>
        )}
        <Fact term={t('headerLine')}>{t('line', { line: preview.headerLine })}</Fact>
        <Fact term={t('mapping')}>{preview.mapping ?? t('native')}</Fact>
        <Fact term={t('rows')}>
          {t(preview.whole ? 'rowsExactly' : 'rowsAbout', { count: count(preview.estimatedRows) })}
        </Fact>
      </dl>
      {preview.duplicate && <p className={page.hint}>{t('duplicate')}</p>}
      {notes.map((note) => (
        <p key={note.en} className={page.hint}>
          {note[language]}
        </p>
      ))}
      {preview.refusal && (
        <p className={styles.warning} role="alert">
          {t('wouldRefuse')} {preview.refusal[language]}
        </p>
      )}
      <PreviewTable columns={columns} rows={preview.rows} />
      <p className={page.hint}>{t('looked', { looked: count(preview.looked), rejected: count(preview.rejected) })}</p>
      {problems.length > 0 && (
        <ul className={styles.list} data-testid="import-problems">
          {problems.map(({ field, reason, rows }) => (
            <li key={`${field} ${reason.en}`}>
              {t('problem', { field: fieldWords(field), reason: reason[language], count: count(rows) })}
            </li>
          ))}
        </ul>
      )}
      {ignored.length > 0 && <p className={page.hint}>{t('ignored', { headers: list(ignored, language) })}</p>}
      {expected.length > 0 && (
        <p className={page.hint}>
          {t('expected', {
            columns: list(
              expected.map(({ title }) => title[language]),
              language,
            ),
          })}
        </p>
      )}
    </div>
  )
}

const SHOWN = 24

function list(words: readonly string[], language: 'zh' | 'en'): string {
  const text = words.slice(0, SHOWN).join(language === 'zh' ? '、' : ', ')
  return words.length > SHOWN ? `${text} … (${words.length})` : text
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { Column } from '@cockpit/semantic-layer/packs/contract'

/** The full-width forms of ASCII (U+FF01 to U+FF5E) and what they stand for; NFKC maps the one on the other. */
const WIDE = String.fromCodePoint(...Array.from({ length: 94 }, (_, at) => 0xff01 + at))
const NARROW = String.fromCodePoint(...Array.from({ length: 94 }, (_, at) => 0x21 + at))
const BLANKS = quoteText(' \t\r\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff')

/**
 * The careful reading of one field, for files that hold odd signs (`SourceFacts.odd`): the spreadsheet's ="00123" and leading
 * apostrophe are taken off; in numbers, dates and codes full-width signs become plain ones; numbers lose the yuan sign and
 * well-placed thousands separators, dates their Chinese words. What is left of a wrong value stays wrong and is rejected.
 * A percent sign or a unit behind a number is left, so that it is rejected: only a mapping can say what it means.
 */
export function carefulSql(field: string, column: Pick<Column, 'type' | 'values' | 'references' | 'codeSet'>): string {
  const bare = `regexp_replace(regexp_replace(trim(${field}, ${BLANKS}), '^="(.*)"$', '\\1', 's'), '^''', '')`
  if (column.type === 'text' && !isCode(column)) return bare
  const narrow = `trim(translate(${bare}, ${quoteText(WIDE)}, ${quoteText(NARROW)}), ${BLANKS})`
  switch (column.type) {
    case 'integer':
    case 'decimal':
      return numberSql(narrow)
    case 'date':
    case 'timestamp':
      return dateWordsSql(narrow)
    default:
      return narrow
  }
}

function isCode(column: Pick<Column, 'values' | 'references' | 'codeSet'>): boolean {
  return Boolean(column.values || column.references || column.codeSet)
}

function numberSql(text: string): string {
  const bare = `regexp_replace(${text}, '^([+-]?)\\s*[¥￥]\\s*', '\\1')`
  // The database reads 1_000 as 1000, though nobody means that by it; two in a row it takes for no number.
  return `CASE WHEN regexp_full_match(${bare}, '[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?') THEN replace(${bare}, ',', '') ELSE replace(${bare}, '_', '__') END`
}

/** 2026年10月5日8时30分 -> 2026-10-5 8:30, 2026年度 -> 2026; a text without these words stays as it is. */
function dateWordsSql(text: string): string {
  const signs = `translate(replace(replace(replace(${text}, '年度', '年'), '日', ' '), '秒', ''), '年月时点分', '--:::')`
  return `regexp_replace(regexp_replace(${signs}, '\\s*-\\s*', '-', 'g'), '[-:\\s]+$', '')`
}

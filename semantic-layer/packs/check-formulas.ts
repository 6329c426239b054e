import type { Formula } from './read-formulas'

/**
 * Formulas that average ratios, in words; empty when there is none. A ratio of sums adds up its numerator and its denominator and divides once.
 * What goes wrong otherwise: a mean of rows; a sum of quotients of single rows, which divided by their number is their mean; a ratio whose SQL is
 * not its two measures, so that who reads Cube directly gets another number. Where a benchmark is meant to stand on each row, the measure says so
 * in `meta.quotient`. Pure.
 */
export function checkFormulas(formulas: readonly Formula[]): string[] {
  return formulas.flatMap((formula) => {
    const { name, type, meta } = formula
    const sql = withoutTexts(formula.sql)
    if (/\bavg\s*\(/i.test(sql))
      return [`${name} takes an average in its SQL; declare its two sums and divide them, as a ratio.`]
    if (type === 'number') return quotientFaults(formula)
    if (typeof meta.quotient === 'string' && meta.quotient !== '') return []
    if (sql.includes('/'))
      return [
        `${name} adds up quotients of single rows; add up both sides and divide once, or say why in meta.quotient.`,
      ]
    const column = quotientColumns(formula.rows).find((one) => new RegExp(`\\b${one}\\b`).test(sql))
    return column === undefined
      ? []
      : [
          `${name} adds up ${column}, a quotient of single rows; add up both sides and divide once, or say why in meta.quotient.`,
        ]
  })
}

/** The SQL of a ratio names its numerator and its denominator and nothing else that is measured. */
function quotientFaults({ name, sql, meta }: Formula): string[] {
  const indicator = meta.indicator as { numerator?: string; denominator?: string } | undefined
  if (!indicator?.numerator || !indicator.denominator) return []
  const used = [...new Set([...sql.matchAll(/\{(\w+)\}/g)].map(([, member]) => member))].sort()
  const meant = [...new Set([indicator.numerator, indicator.denominator])].sort()
  return used.join() === meant.join()
    ? []
    : [`${name} is ${meant.join(' and ')} by its meta, but its SQL is made of ${used.join(' and ') || 'no measure'}.`]
}

/** Columns of a cube's rows that are quotients: `a / b AS name`. */
function quotientColumns(rows: string): string[] {
  return expressionsOf(withoutTexts(rows)).flatMap((expression) => {
    const alias = /\bAS\s+(\w+)\s*$/i.exec(expression)?.[1]
    return alias !== undefined && expression.includes('/') ? [alias] : []
  })
}

/** What stands between the commas of each SELECT, brackets of functions with what is in them. */
function expressionsOf(sql: string): string[] {
  const found: string[] = []
  const open: { text: string; selects: boolean }[] = []
  let at = { text: '', selects: false }
  const end = () => {
    found.push(at.text)
    at.text = ''
  }
  for (const word of sql.split(/([(),]|\bSELECT\b|\bFROM\b)/i)) {
    if (word === '(') {
      open.push(at)
      at = { text: '', selects: false }
    } else if (word === ')') {
      const { text, selects } = at
      if (selects) end()
      at = open.pop() ?? { text: '', selects: false }
      at.text += selects ? ' ' : `(${text})`
    } else if (/^SELECT$/i.test(word)) at = { text: '', selects: true }
    else if (at.selects && (word === ',' || /^FROM$/i.test(word))) end()
    else at.text += word
  }
  end()
  return found
}

const withoutTexts = (sql: string) => sql.replace(/'(?:[^']|'')*'/g, "''").replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')

/** What a rule found, with the name and the way of writing of its indicator where the catalogue is known. */
export interface Finding {
  readonly value?: number | null
  readonly limit?: number
  readonly months?: number
  readonly period: string
  readonly indicator?: {
    readonly name: string
    readonly unit: string
    readonly format: 'count' | 'money' | 'percent' | 'decimal'
    readonly digits: number
  }
}

export type FindingSentence =
  | { readonly says: 'silent'; readonly values: { months: number; period: string } }
  | {
      readonly says: 'beyond'
      readonly values: { name: string; value: string; limit: string; months: number; period: string }
    }
  | { readonly says: 'found'; readonly values: { period: string } }

/** The sentence of a finding. A value that was never reported is said to be missing, never written as 0. */
export function findingSentence(finding: Finding, locale: string): FindingSentence {
  const { value, limit, months = 1, period, indicator } = finding
  if (value === null) return { says: 'silent', values: { months, period } }
  if (value === undefined || limit === undefined) return { says: 'found', values: { period } }
  return {
    says: 'beyond',
    values: {
      name: indicator?.name ?? '',
      value: write(value, indicator, locale),
      limit: write(limit, indicator, locale),
      months,
      period,
    },
  }
}

function write(value: number, indicator: Finding['indicator'], locale: string): string {
  const percent = indicator?.format === 'percent'
  const digits = indicator?.digits ?? 2
  const text = new Intl.NumberFormat(locale, {
    maximumFractionDigits: digits,
    minimumFractionDigits: indicator ? digits : 0,
    ...(percent ? { style: 'percent' } : {}),
  }).format(value)
  return percent || !indicator?.unit ? text : `${text} ${indicator.unit}`
}

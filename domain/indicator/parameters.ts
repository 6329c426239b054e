import { IndicatorQuery } from './query'
import { type QueryTrouble, troublesOf } from './query-trouble'
import { QUERY_WORDS, type QueryField } from './query-words'

/** What a field of the question is called in an address. What may stand there several times is called by one of them. */
export const PARAMETERS = {
  indicators: 'indicator',
  territory: 'territory',
  facility: 'facility',
  by: 'by',
  period: 'period',
  series: 'series',
  compare: 'compare',
  filters: 'filter',
  versions: 'version',
  peers: 'peers',
  limit: 'limit',
  order: 'order',
} as const satisfies Record<QueryField, string>

const FIELDS = Object.keys(QUERY_WORDS) as QueryField[]
const REPEATED: ReadonlySet<QueryField> = new Set(['indicators', 'compare', 'filters', 'versions'])

export const parameterOf = (field: string): string => (PARAMETERS as Record<string, string>)[field] ?? field

export type ReadQuery =
  | { readonly ok: true; readonly query: IndicatorQuery }
  | { readonly ok: false; readonly troubles: readonly QueryTrouble[] }

/**
 * Reads a question from the parameters of an address: `indicator=a.b&indicator=c.d&territory=330000&period=2026-10&filter=tier=tertiary,secondary`.
 * Several values stand in one parameter with commas or in several parameters; a comma within a value is written `\,`.
 * @param besides parameters that are not the question's
 */
export function readParameters(address: URLSearchParams, besides: readonly string[] = []): ReadQuery {
  const known = new Set<string>([...Object.values(PARAMETERS), ...besides])
  const troubles: QueryTrouble[] = []
  for (const name of new Set(address.keys())) if (!known.has(name)) troubles.push(unknownParameter(name, [...known]))
  const asked: Record<string, unknown> = {}
  for (const field of FIELDS) {
    const name = PARAMETERS[field]
    const values = address.getAll(name)
    if (values.length === 0) continue
    if (values.length > 1 && !REPEATED.has(field)) troubles.push(twice(name))
    else asked[field] = fieldOf(field, values)
  }
  const parsed = IndicatorQuery.safeParse(asked)
  if (!parsed.success) troubles.push(...troublesOf(parsed.error, parameterOf))
  return parsed.success && troubles.length === 0 ? { ok: true, query: parsed.data } : { ok: false, troubles }
}

/** The address of a question, which `readParameters` reads back to the same. */
export function writeParameters(query: Readonly<Record<string, unknown>>): URLSearchParams {
  const address = new URLSearchParams()
  for (const field of FIELDS) for (const text of textsOf(field, query[field])) address.append(PARAMETERS[field], text)
  return address
}

function fieldOf(field: QueryField, texts: readonly string[]): unknown {
  const [first = ''] = texts
  switch (field) {
    case 'indicators':
    case 'compare':
      return texts.flatMap(splitAtCommas)
    case 'filters':
      return texts.map((text) => {
        const { name, value } = pairOf(text)
        return { dimension: name, values: splitAtCommas(value) }
      })
    case 'versions':
      return Object.fromEntries(
        texts.map((text) => {
          const { name, value } = pairOf(text)
          return [name, value]
        }),
      )
    case 'limit':
      return /^\d{1,6}$/.test(first) ? Number(first) : first
    case 'peers':
      return first === 'true' ? true : first === 'false' ? false : first
    default:
      return first
  }
}

function textsOf(field: QueryField, value: unknown): string[] {
  if (value === undefined) return []
  if (field === 'filters')
    return (value as IndicatorQuery['filters'] & object).map(
      ({ dimension, values }) => `${dimension}=${values.map(escapeCommas).join(',')}`,
    )
  if (field === 'versions') return Object.entries(value as object).map(([id, version]) => `${id}=${String(version)}`)
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

/** `name=value` or `name:value`; without either the whole is the name, which the schema then refuses for its value. */
function pairOf(text: string): { name: string; value: string } {
  const at = text.search(/[=:]/)
  return at < 0 ? { name: text, value: '' } : { name: text.slice(0, at), value: text.slice(at + 1) }
}

function splitAtCommas(text: string): string[] {
  return text === '' ? [] : text.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','))
}

function escapeCommas(text: string): string {
  return text.replaceAll(',', '\\,')
}

function unknownParameter(part: string, known: readonly string[]): QueryTrouble {
  return {
    part,
    zh: `没有参数 ${part}；可用的有：${known.join('、')}。`,
    en: `There is no parameter ${part}; there are: ${known.join(', ')}.`,
  }
}

function twice(part: string): QueryTrouble {
  return { part, zh: `参数 ${part} 只能写一次。`, en: `The parameter ${part} may stand once only.` }
}

import type { Bilingual } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { PublishedPacks } from '@cockpit/semantic-layer/packs/publish-packs'

const SEX: Readonly<Record<string, Bilingual>> = { M: { zh: '男', en: 'male' }, F: { zh: '女', en: 'female' } }

/**
 * What the codes of a breakdown are called, where a breakdown has codes that only its pack can name: tables, rules, comparisons between tables,
 * indicators, and sex with band of age. Of any other breakdown the data bring the words. Pure.
 */
export function partNames(
  by: string,
  codes: readonly string[],
  packs: Pick<PublishedPacks, 'tables' | 'rules' | 'reconciliations'>,
  indicators: readonly Pick<IndicatorDefinition, 'id' | 'zh' | 'en'>[],
): Record<string, Bilingual> {
  const known = namesOf(by, packs, indicators)
  return Object.fromEntries(
    codes.flatMap((code) => {
      const name = by === 'ageSex' ? ageSexName(code) : known.get(code)
      return name ? [[code, name] as const] : []
    }),
  )
}

function namesOf(
  by: string,
  { tables, rules, reconciliations }: Pick<PublishedPacks, 'tables' | 'rules' | 'reconciliations'>,
  indicators: readonly Pick<IndicatorDefinition, 'id' | 'zh' | 'en'>[],
): ReadonlyMap<string, Bilingual> {
  if (by === 'table') return new Map(tables.map(({ name, title }) => [name, title]))
  if (by === 'rule') return new Map(rules.map(({ id, title }) => [id, title]))
  if (by === 'reconciliation') return new Map(reconciliations.map(({ id, title }) => [id, title]))
  if (by === 'indicator') return new Map(indicators.map(({ id, zh, en }) => [id, { zh, en }]))
  return new Map()
}

/** `F 15-44` as the inpatient cube writes it. */
function ageSexName(code: string): Bilingual | null {
  const [, letter = '', band = ''] = /^([MF]) (\d+(?:-\d+|\+))$/.exec(code) ?? []
  const sex = SEX[letter]
  const years = band.replace('-', '–')
  return sex ? { zh: `${sex.zh} ${years} 岁`, en: `${sex.en}, ${years}` } : null
}

import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, Envelope } from '@cockpit/domain/indicator/envelope'
import type { DefinitionChange } from '@cockpit/domain/indicator/version'
import { instantText } from '../../format/instant'
import { bandText, exactText, plainText, shareText } from '../../format/number'
import type { Language } from '../../i18n/locale'

/** The rows of a provenance card; a row without a text is not drawn. `word` is a key of `cockpit.provenance`. */
export interface ProvenanceRow {
  readonly word:
    | 'value'
    | 'formula'
    | 'parts'
    | 'target'
    | 'standard'
    | 'coverage'
    | 'through'
    | 'asOf'
    | 'dataVersion'
    | 'definition'
    | 'changed'
    | 'owner'
  readonly text: string
}

export function provenanceRows(
  definition: IndicatorDefinition,
  cell: Envelope | undefined,
  answer: Answer | undefined,
  language: Language,
): ProvenanceRow[] {
  const rows: ProvenanceRow[] = []
  const add = (word: ProvenanceRow['word'], text: string | null | undefined) => {
    if (text) rows.push({ word, text })
  }
  if (cell?.state === 'shown' && cell.value !== undefined) add('value', exactText(cell.value, definition, language))
  add('formula', definition.formula[language])
  add('parts', partsText(definition, cell, language))
  const target = cell?.target ?? definition.target
  if (target) add('target', targetText(target, cell?.ownTarget, definition, language))
  add('standard', definition.standard)
  // The number's own coverage, and that of the whole answer where the number has none.
  const coverage = cell?.coverage ?? answer?.coverage
  if (coverage)
    add(
      'coverage',
      `${plainText(coverage.reported, language)} ÷ ${plainText(coverage.expected, language)}${coverage.expected > 0 ? ` = ${shareText(coverage.reported / coverage.expected, language)}` : ''}${coverage.every ? ` ${UNIT[coverage.every][language]}` : ''}`,
    )
  add('through', answer?.dataThrough)
  if (answer?.asOf) add('asOf', instantText(answer.asOf))
  add('dataVersion', answer?.dataVersion)
  add('definition', `${cell?.definitionVersion ?? definition.version} · ${definition.effectiveFrom}`)
  // Numbers before and after such a day were published under different formulas; here all of them are under one.
  add('changed', (cell?.definitionChanges ?? []).map((change) => changeOf(change, language)).join('；'))
  add('owner', definition.owner)
  return rows
}

/** The target that holds at the place, for which area and since when it is set, and the definition's own where that is another. */
function targetText(
  target: NonNullable<Envelope['target']>,
  own: Envelope['ownTarget'],
  definition: IndicatorDefinition,
  language: Language,
): string {
  const text = `${bandText(target, definition, language)} · ${target.source}`
  const { set } = target
  if (!set) return text
  const meant = language === 'zh' ? `（${set.area}，${set.since} 起）` : ` (${set.area}, since ${set.since})`
  if (!own) return text + meant
  const ours = `${bandText(own, definition, language)} · ${own.source}`
  return `${text}${meant}${language === 'zh' ? `；口径自带目标 ${ours}` : `; the definition’s own ${ours}`}`
}

function changeOf({ on, from, to, what }: DefinitionChange, language: Language): string {
  return `${on} ${from} → ${to}${what ? ` ${what[language]}` : ''}`
}

const UNIT = {
  day: { zh: '（机构日）', en: '(facility-days)' },
  month: { zh: '（机构月）', en: '(facility-months)' },
} as const

/** `4,812 ÷ 15,084 × 1,000 = …`: how the value follows from its parts, when it is made of parts. */
function partsText(definition: IndicatorDefinition, cell: Envelope | undefined, language: Language): string | null {
  if (cell?.state !== 'shown' || cell.numerator === undefined || cell.denominator === undefined) return null
  const per = definition.per === 1 ? '' : ` × ${plainText(definition.per, language)}`
  return `${plainText(cell.numerator, language)} ÷ ${plainText(cell.denominator, language)}${per}`
}

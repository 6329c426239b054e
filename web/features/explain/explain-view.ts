import { changeWords, type NamedContribution, type SplitWord, type Writing } from '@cockpit/domain/explain/change-words'
import { largestMovers } from '@cockpit/domain/explain/movers'
import { REST } from '@cockpit/domain/explain/sum-change'
import type { Bilingual } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { changeText, valueText, writeValue } from '../../format/number'
import type { Language } from '../../i18n/locale'
import type { ExplainedPart, Explanation } from '../../server/explain/explain-change'

/** Bars of the waterfall; the others stand together. */
export const MOST_BARS = 8

/** One line of the waterfall. `from` and `to` are places on its scale, 0..1. */
export interface WaterfallStep {
  readonly kind: 'before' | 'part' | 'others' | 'hidden' | 'after'
  readonly id: string
  readonly from: number
  readonly to: number
  /** Signed; the value itself of `before` and `after`. */
  readonly text: string
  readonly sense: 'better' | 'worse' | 'neutral'
  /** How many stand in `others` and `hidden`. */
  readonly count: number
}

/**
 * The change as a staircase from the value before to the one after: the largest parts in the order of their size, then all others, then what may not be
 * shown. Each step begins where the one before ended.
 */
export function waterfall(
  explanation: Explanation,
  definition: IndicatorDefinition,
  language: Language,
): WaterfallStep[] {
  const { before, after, parts, unshown } = explanation
  const named = parts.filter(({ id }) => id !== REST)
  const hidden = hiddenPart(explanation)
  const { movers, rest } = largestMovers(named, MOST_BARS)
  const moves = [
    ...movers
      .filter(({ contribution }) => contribution !== 0)
      .map((part) => ({ kind: 'part' as const, id: part.id, by: part.contribution, count: 1 })),
    ...(rest.parts > 0 ? [{ kind: 'others' as const, id: 'others', by: rest.contribution, count: rest.parts }] : []),
    ...(hidden ? [{ kind: 'hidden' as const, id: REST, by: hidden.contribution, count: unshown }] : []),
  ]
  let at = before
  const stairs = moves.map((move) => {
    const from = at
    at += move.by
    return { ...move, from, to: at }
  })
  const place = scaleOf([before, after, ...stairs.flatMap(({ from, to }) => [from, to])])
  const end = (kind: 'before' | 'after', value: number): WaterfallStep => ({
    kind,
    id: kind,
    from: place(value),
    to: place(value),
    text: valueText(value, definition, language),
    sense: 'neutral',
    count: 1,
  })
  return [
    end('before', before),
    ...stairs.map(({ kind, id, by, count, from, to }) => ({
      kind,
      id,
      count,
      from: place(from),
      to: place(to),
      text: signed(by, definition, language),
      sense: senseOf(by, definition),
    })),
    end('after', after),
  ]
}

function hiddenPart({ parts, unshown, before, after }: Explanation): ExplainedPart | undefined {
  const rest = parts.find(({ id }) => id === REST)
  // Where all is shown the remainder is what floating numbers leave.
  return unshown > 0 || Math.abs(rest?.contribution ?? 0) > 1e-9 * Math.max(1, Math.abs(before), Math.abs(after))
    ? rest
    : undefined
}

function scaleOf(values: readonly number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return (value) => (high === low ? 0.5 : (value - low) / (high - low))
}

function senseOf(by: number, definition: IndicatorDefinition): WaterfallStep['sense'] {
  const { direction } = definition
  // What is written as nothing has no colour either.
  if (direction === 'monitor' || signed(by, definition, 'en').startsWith('±')) return 'neutral'
  return (direction === 'higher') === by > 0 ? 'better' : 'worse'
}

/** A contribution in the unit of the change: percentage points of a percentage. */
export function signed(by: number, definition: IndicatorDefinition, language: Language): string {
  if (definition.format === 'percent') {
    // Small parts of a share are told to a hundredth of a point.
    const digits = Math.abs(by) < 0.0095 ? 2 : definition.digits
    return changeText({ change: null, difference: by }, { ...definition, digits }, language)
  }
  const sign = by > 0 ? '+' : by < 0 ? '−' : '±'
  return `${sign}${valueText(Math.abs(by), definition, language)}`
}

export interface PartRow {
  readonly id: string
  readonly name: string
  readonly hidden: boolean
  readonly before: number | null
  readonly after: number | null
  readonly beforeText: string | null
  readonly afterText: string | null
  readonly contribution: number
  readonly text: string
  readonly within: string | null
  readonly mix: string | null
  readonly sense: WaterfallStep['sense']
  readonly absent: ExplainedPart['absent']
}

/** Every part, the largest contribution first whichever way it goes; what may not be shown at the end. */
export function partRows(
  explanation: Explanation,
  definition: IndicatorDefinition,
  language: Language,
  nameOf: (part: ExplainedPart) => string,
): PartRow[] {
  const hidden = hiddenPart(explanation)
  const shown = explanation.parts
    .filter(({ id }) => id !== REST)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.id < b.id ? -1 : 1))
  const text = (value: number | null) => (value === null ? null : valueText(value, definition, language))
  return [...shown, ...(hidden ? [hidden] : [])].map((part) => ({
    id: part.id,
    name: nameOf(part),
    hidden: part.id === REST,
    before: part.before,
    after: part.after,
    beforeText: text(part.before),
    afterText: text(part.after),
    contribution: part.contribution,
    text: signed(part.contribution, definition, language),
    within: part.within === undefined ? null : signed(part.within, definition, language),
    mix: part.mix === undefined ? null : signed(part.mix, definition, language),
    sense: senseOf(part.contribution, definition),
    absent: part.absent,
  }))
}

/** The sentence over the chart. */
export function sentence(
  explanation: Explanation,
  definition: IndicatorDefinition,
  words: {
    readonly place: Bilingual
    readonly from: Bilingual
    readonly to: Bilingual
    readonly nameOf: (part: ExplainedPart) => Bilingual
  },
): Bilingual {
  const hidden = hiddenPart(explanation)
  const parts: NamedContribution[] = explanation.parts
    .filter((part) => part.id !== REST || part === hidden)
    .map((part) => ({ id: part.id, contribution: part.contribution, name: words.nameOf(part) }))
  const { within, mix } = explanation
  const split: { word: SplitWord; contribution: number }[] =
    within === null || mix === null
      ? []
      : [
          { word: 'within', contribution: within },
          { word: 'mix', contribution: mix },
        ]
  return changeWords(
    {
      indicator: { zh: definition.zh, en: definition.en },
      place: words.place,
      from: words.from,
      to: words.to,
      before: explanation.before,
      after: explanation.after,
      parts,
      // With one part only there is no weight to shift.
      ...(split.length > 0 && parts.length > 1 ? { split } : {}),
    },
    writingOf(definition),
  )
}

function writingOf(definition: IndicatorDefinition): Writing {
  return {
    value: (value, language) => valueText(value, definition, language),
    difference: (size, language) => signed(size, definition, language).replace(/^[+−±]/, ''),
    level: (difference) => Number(plainFigure(difference, definition)) === 0,
  }
}

/** The figure a difference is written with, as a number's text: what is written as 0 is none. */
function plainFigure(difference: number, definition: IndicatorDefinition): string {
  if (definition.format === 'percent') return (Math.abs(difference) * 100).toFixed(Math.max(1, definition.digits))
  return writeValue(Math.abs(difference), definition, 'en').figure.replaceAll(',', '')
}

import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { RadarAxis } from '../../charts/radar'
import type { Language } from '../../i18n/locale'
import { readingOf } from './reading'

/** The middle half of a tier, as the server gives it: quartiles, never a single peer's value. */
export interface Band {
  readonly indicator: string
  readonly peers: number
  readonly lower?: number
  readonly upper?: number
}

/**
 * One axis an indicator: the subject's value against the middle half of its peers. A subject of several facilities stands by their
 * median: a sum over hospitals is no hospital. The axis ends at Tukey's fences, 1.5 interquartile ranges beyond the quartiles.
 */
export function peerAxes(
  definitions: readonly IndicatorDefinition[],
  subject: Answer | undefined,
  bands: readonly Band[],
  language: Language,
): RadarAxis[] {
  return definitions.map((definition) => ({
    name: definition[language],
    direction: definition.direction,
    value: median(valuesOf(subject, definition.id)),
    peers: fenced(bands.find((band) => band.indicator === definition.id)),
  }))
}

function fenced(band: Band | undefined): RadarAxis['peers'] {
  if (band?.lower === undefined || band.upper === undefined) return null
  const reach = 1.5 * (band.upper - band.lower)
  // Nothing drawn here is negative: counts, indices, rates.
  return { min: Math.max(0, band.lower - reach), q1: band.lower, q3: band.upper, max: band.upper + reach }
}

function valuesOf(answer: Answer | undefined, indicator: string): number[] {
  return answer?.rows.flatMap((row) => readingOf(row.cells[indicator]).value ?? []) ?? []
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** The largest peer group behind any axis. */
export function peerCount(bands: readonly Band[]): number {
  return Math.max(0, ...bands.map((band) => band.peers))
}

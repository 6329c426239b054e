import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { quartiles } from '../../charts/quartiles'
import type { RadarAxis } from '../../charts/radar'
import type { Language } from '../../i18n/locale'
import { readingOf } from './reading'

/**
 * One axis an indicator: the subject's value against the spread of its peers. A subject of several facilities stands by their
 * median: a sum over hospitals is no hospital.
 * @param peers an answer by facility; the subject is one of them and counts as such
 */
export function peerAxes(
  definitions: readonly IndicatorDefinition[],
  subject: Answer | undefined,
  peers: Answer | undefined,
  language: Language,
): RadarAxis[] {
  return definitions.map((definition) => ({
    name: definition[language],
    direction: definition.direction,
    value: median(valuesOf(subject, definition.id)),
    peers: quartiles(valuesOf(peers, definition.id)),
  }))
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

/** Peers of whom at least one value is shown. */
export function shownPeers(peers: Answer | undefined): number {
  return peers?.rows.filter((row) => Object.values(row.cells).some((cell) => cell.state === 'shown')).length ?? 0
}

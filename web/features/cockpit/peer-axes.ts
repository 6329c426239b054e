import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { quartiles } from '../../charts/quartiles'
import type { RadarAxis } from '../../charts/radar'
import type { Language } from '../../i18n/locale'
import { readingOf } from './reading'

/**
 * One axis an indicator: the subject's value against the spread of its peers.
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
    value: readingOf(subject?.rows[0]?.cells[definition.id]).value,
    peers: quartiles(peers?.rows.map((row) => readingOf(row.cells[definition.id]).value) ?? []),
  }))
}

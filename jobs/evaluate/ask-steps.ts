import type { AreaCode } from '@cockpit/domain/ids'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { moveSteps } from '@cockpit/domain/indicator/time-shape'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import type { Territory } from '@cockpit/domain/territory/territory'
import { askForJudging, type JudgingPorts } from '@cockpit/semantic-layer/client/ask-for-judging'
import type { Asker } from '@cockpit/semantic-layer/client/prepare-question'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { lastDayOf, type RuleStep } from './due'

/** The rules could not be judged now; nothing is concluded from it, and they are judged again. */
export class NotJudged extends Error {
  override readonly name = 'NotJudged'
}

/** What a rule reads of one step of a subject. */
export type JudgedCell = Pick<Envelope, 'state' | 'value' | 'numerator' | 'denominator' | 'target'>

export interface Subject {
  readonly key: string
  readonly name: string
  /** The disease of a rule that is judged for each. */
  readonly each: string | null
  /** By the first day of a step; undefined where it has no row. */
  cell(step: string): JudgedCell | undefined
  /** The same of many steps. */
  line(steps: readonly string[]): readonly (JudgedCell | undefined)[]
  /** The same as an alert keeps it. */
  envelope(step: string): Envelope | undefined
}

/** What the answers of one question are asked with: rules that differ in none of it share an answer. */
export type Asked = Pick<RuleDefinition, 'by' | 'grain' | 'filters' | 'each' | 'territory'>

export type JudgingAsker = Asker & { readonly judging: true }

export interface Question extends Asked {
  readonly indicators: readonly string[]
  readonly place: AreaCode
  /** First days of the first and last step. */
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/**
 * The places that are asked one after the other. A rule about facilities is asked for each city: all months of a real province's 35,000 facilities are half a million
 * cells, more than one answer should hold.
 */
export function placesAsked(by: RuleDefinition['by'], root: AreaCode, territory: Territory): AreaCode[] {
  const parts = by === 'facility' ? territory.children(root).map(({ code }) => code) : []
  return parts.length > 0 ? parts : [root]
}

/** The first days of all steps from one to another. */
export function stepsBetween(from: CalendarDate, to: CalendarDate, step: RuleStep): CalendarDate[] {
  const found: CalendarDate[] = []
  for (let at = from; at <= to; at = moveSteps(at, step, 1)) found.push(at)
  return found
}

/**
 * Asks the indicators for every subject of a place, step by step: the subjects of each indicator.
 * @param judgedFrom first day of the first step whose envelopes tell their coverage; null for none
 * @throws NotJudged
 */
export async function askSteps(
  { indicators, filters = [], each, place, by, grain, from, to }: Question,
  judgedFrom: CalendarDate | null,
  manifest: Manifest,
  asker: JudgingAsker,
  ports: JudgingPorts,
): Promise<ReadonlyMap<string, readonly Subject[]>> {
  const query = IndicatorQuery.parse({
    ...{ indicators, territory: place, by, period: periodOf(from, to, grain), series: grain },
    ...(filters.length > 0 ? { filters } : {}),
  })
  const asked = { ...query, series: grain }
  const result = await askForJudging({ query: asked, ...(each ? { each } : {}), coveredFrom: judgedFrom }, asker, ports)
  if (!result.ok) throw new NotJudged(`${result.refusal}: ${result.message}`)
  for (const part of result.dataVersion.split(' ')) {
    const [table = '', version] = part.split('@')
    if (Number(version) < (manifest.tables[table]?.version ?? 0))
      throw new NotJudged(`the semantic layer has not yet read ${table}, version ${manifest.tables[table]?.version}`)
  }
  return result.subjects
}

export function periodOf(from: CalendarDate, to: CalendarDate, step: RuleStep): string {
  return step === 'month' ? `${from.slice(0, 7)}..${to.slice(0, 7)}` : `${from}..${lastDayOf(to, step)}`
}

import type { EventKind, InfectionClass } from './kind'

/** What the grassroots says of an event. */
export interface EventReport {
  readonly title: string
  readonly kind: EventKind
  readonly infection: InfectionClass | null
  /** Where exactly, in words. */
  readonly place: string
  readonly foundAt: Date
  /** People affected (ill, poisoned, injured), the dead among them. */
  readonly affected: number
  readonly deaths: number
  readonly description: string
}

export type ReportField = keyof EventReport
export type ReportProblem =
  | 'missing'
  | 'too-long'
  | 'not-a-count'
  | 'more-dead-than-affected'
  | 'in-the-future'
  | 'too-long-ago'
  | 'only-for-infectious'

/** A clock of a telephone may be ahead of the server's. */
const AHEAD_MS = 5 * 60_000
/** Older is not news but a record. */
const OLDEST_MS = 30 * 86_400_000
const MOST = 1_000_000
export const LONGEST: Readonly<Record<'title' | 'place' | 'description', number>> = {
  title: 80,
  place: 200,
  description: 2000,
}

/** What is wrong with a report, by field; empty when it can be taken. The same on the form and on the server. */
export function reportProblems(report: EventReport, now: Date): Partial<Record<ReportField, ReportProblem>> {
  const found: Partial<Record<ReportField, ReportProblem>> = {}
  for (const field of ['title', 'place', 'description'] as const) {
    const length = report[field].trim().length
    if (length === 0) found[field] = 'missing'
    else if (length > LONGEST[field]) found[field] = 'too-long'
  }
  if (report.kind === 'infectious' && report.infection === null) found.infection = 'missing'
  if (report.kind !== 'infectious' && report.infection !== null) found.infection = 'only-for-infectious'
  const counted = (value: number) => Number.isInteger(value) && value >= 0 && value <= MOST
  if (!counted(report.affected)) found.affected = 'not-a-count'
  if (!counted(report.deaths)) found.deaths = 'not-a-count'
  else if (!found.affected && report.deaths > report.affected) found.deaths = 'more-dead-than-affected'
  const foundAt = report.foundAt.getTime()
  if (Number.isNaN(foundAt)) found.foundAt = 'missing'
  else if (foundAt > now.getTime() + AHEAD_MS) found.foundAt = 'in-the-future'
  else if (foundAt < now.getTime() - OLDEST_MS) found.foundAt = 'too-long-ago'
  return found
}

import type { EventKind, InfectionClass } from '@cockpit/domain/event/kind'
import { type EventReport, type ReportField, type ReportProblem, reportProblems } from '@cockpit/domain/event/report'
import { fieldOf, instantOf } from './instant-field'

/** The report as its fields hold it: counts and instants as texts, so that an empty field is not a zero. */
export interface ReportDraft {
  readonly title: string
  readonly kind: EventKind | null
  readonly infection: InfectionClass | null
  readonly place: string
  readonly foundAt: string
  readonly affected: string
  readonly deaths: string
  readonly description: string
}

/** In the order in which the fields stand, so that the first wrong one can be gone to. */
export const REPORT_FIELDS = [
  ...(['title', 'kind', 'infection', 'place', 'foundAt', 'affected', 'deaths', 'description'] as const),
]

export function emptyDraft(now: Date): ReportDraft {
  return {
    ...{ title: '', kind: null, infection: null, place: '', foundAt: fieldOf(now), affected: '', deaths: '0' },
    description: '',
  }
}

export function draftOf(report: EventReport): ReportDraft {
  return {
    ...report,
    ...{ foundAt: fieldOf(report.foundAt), affected: String(report.affected), deaths: String(report.deaths) },
  }
}

const countOf = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN)

/** The report a draft makes; the kind is only known to be there when there are no problems. */
export function reportOf(draft: ReportDraft): EventReport {
  const kind = draft.kind ?? 'other'
  return {
    ...{ title: draft.title, place: draft.place, description: draft.description, kind },
    infection: kind === 'infectious' ? draft.infection : null,
    ...{ foundAt: instantOf(draft.foundAt), affected: countOf(draft.affected), deaths: countOf(draft.deaths) },
  }
}

/** What is wrong with a draft, by field, as the server would say it. */
export function draftProblems(draft: ReportDraft, now: Date): Partial<Record<ReportField, ReportProblem>> {
  const found = reportProblems(reportOf(draft), now)
  return draft.kind === null ? { ...found, kind: 'missing' } : found
}

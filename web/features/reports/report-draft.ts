import { AreaCode, FacilityId, IndicatorId, PersonId } from '@cockpit/domain/ids'
import { readParameters } from '@cockpit/domain/indicator/parameters'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { isOfAreas, type RECIPIENT_ROLES, ScheduledReport } from '@cockpit/domain/scheduled-report/definition'
import type { PeriodRule } from '@cockpit/domain/scheduled-report/period-rule'
import type { Schedule } from '@cockpit/domain/scheduled-report/schedule'

export type RecipientRole = (typeof RECIPIENT_ROLES)[number]

/** A report as its form holds it: every field at once, so that nothing is lost by choosing another kind and coming back. */
export interface ReportDraft {
  readonly title: string
  readonly kind: 'table' | 'page'
  readonly format: 'xlsx' | 'csv'
  readonly indicators: readonly string[]
  readonly place: 'own' | 'fixed'
  readonly area: string | null
  readonly facility: string | null
  readonly by: string | null
  readonly compare: boolean
  readonly path: string
  readonly pagePlace: 'own' | 'address'
  readonly period: PeriodRule
  readonly every: Schedule['every']
  readonly weekday: number
  readonly day: number
  readonly at: string
  readonly people: readonly string[]
  readonly roles: readonly { readonly role: RecipientRole; readonly area: string }[]
  readonly inbox: boolean
  readonly email: boolean
  readonly attach: boolean
}

/** What a new report begins with: for oneself, last month's figures, on the third. @param path the page it is about, where one was chosen */
export function newDraft(me: string, path: string | null): ReportDraft {
  return {
    ...{ title: '', kind: path ? 'page' : 'table', format: 'xlsx', indicators: [], place: 'own', area: null },
    ...{ facility: null, by: null, compare: true, path: path ?? '/', pagePlace: 'address', period: 'lastMonth' },
    ...{ every: 'month', weekday: 1, day: 3, at: '08:00', people: [me], roles: [], inbox: true, email: false },
    attach: false,
  }
}

/** Whether a panel's table can be made regularly: what it filters by, and its line of months, are not what a report says. */
export function isSchedulable(question: Pick<IndicatorQueryText, 'indicators' | 'filters' | 'series'>): boolean {
  const { length } = question.indicators
  return length > 0 && length <= 24 && question.series === undefined && (question.filters?.length ?? 0) === 0
}

/** The table of a panel, as the export menu hands it over in an address (`writeParameters`); null where it says none. Pure. */
export function draftAsked(me: string, address: URLSearchParams): ReportDraft | null {
  const read = readParameters(address)
  if (!read.ok || !isSchedulable(read.query)) return null
  const { indicators, territory, facility, by } = read.query
  return {
    ...newDraft(me, null),
    indicators,
    place: 'fixed',
    area: territory,
    facility: facility ?? null,
    by: by ?? null,
  }
}

export function draftOf(report: ScheduledReport): ReportDraft {
  const { title, content, period, schedule, recipients, channels, attach } = report
  const start = newDraft('', content.kind === 'page' ? content.path : null)
  const fixed = content.kind === 'table' && content.place.kind === 'fixed' ? content.place : null
  return {
    ...start,
    ...{ title, period, attach, every: schedule.every, at: schedule.at },
    ...(content.kind === 'page'
      ? { pagePlace: content.place }
      : {
          ...{ format: content.format, indicators: content.indicators, by: content.by, compare: content.compare },
          ...{ place: content.place.kind, area: fixed?.area ?? null, facility: fixed?.facility ?? null },
        }),
    ...(schedule.every === 'week' ? { weekday: schedule.weekday } : {}),
    ...(schedule.every === 'month' || schedule.every === 'quarter' ? { day: schedule.day } : {}),
    people: recipients.flatMap((one) => (one.kind === 'person' ? [one.id] : [])),
    roles: recipients.flatMap((one) =>
      one.kind === 'role' ? [{ role: one.role as RecipientRole, area: one.area }] : [],
    ),
    ...{ inbox: channels.includes('inbox'), email: channels.includes('email') },
  }
}

export function scheduleOf({ every, weekday, day, at }: ReportDraft): Schedule {
  if (every === 'day') return { every, at }
  return every === 'week' ? { every, weekday, at } : { every, day, at }
}

function contentOf(draft: ReportDraft): ScheduledReport['content'] {
  if (draft.kind === 'page') return { kind: 'page', path: draft.path, place: draft.pagePlace }
  const { format, indicators, by, compare, area, facility } = draft
  return {
    ...{ kind: 'table', format, by, compare, indicators: indicators.map((id) => IndicatorId.parse(id)) },
    place:
      draft.place === 'own'
        ? { kind: 'own' }
        : {
            kind: 'fixed',
            area: AreaCode.parse(area),
            facility: facility === null ? null : FacilityId.parse(facility),
          },
  }
}

/** True where a file of this report may go with a mail. */
export function mayAttach(draft: ReportDraft): boolean {
  if (draft.kind === 'page' || !draft.email) return false
  if (draft.place === 'fixed' && draft.area === null) return false
  return isOfAreas(contentOf(draft))
}

/** Fields of the form that something can be wrong with. */
export const DRAFT_FIELDS = [
  'title',
  'indicators',
  'area',
  'path',
  'pagePlace',
  'at',
  'recipients',
  'channels',
] as const
export type DraftField = (typeof DRAFT_FIELDS)[number]

const FIELD_OF: readonly (readonly [path: string, field: DraftField])[] = [
  ['title', 'title'],
  ['content.indicators', 'indicators'],
  ['content.path', 'path'],
  ['content.place', 'pagePlace'],
  ['schedule', 'at'],
  ['recipients', 'recipients'],
  ['channels', 'channels'],
]

export type ReadDraft =
  | { readonly ok: true; readonly report: ScheduledReport }
  | { readonly ok: false; readonly faults: ReadonlySet<DraftField> }

/** The report a form says, or the fields that are wrong. Pure. */
export function reportOf(draft: ReportDraft): ReadDraft {
  if (draft.kind === 'table' && draft.place === 'fixed' && draft.area === null)
    return { ok: false, faults: new Set(['area']) }
  const parsed = ScheduledReport.safeParse({
    title: draft.title,
    content: contentOf(draft),
    period: draft.period,
    schedule: scheduleOf(draft),
    recipients: [
      ...draft.people.map((id) => ({ kind: 'person', id: PersonId.parse(id) })),
      ...draft.roles.map(({ role, area }) => ({ kind: 'role', role, area })),
    ],
    channels: [...(draft.inbox ? ['inbox'] : []), ...(draft.email ? ['email'] : [])],
    attach: draft.attach && mayAttach(draft),
  })
  if (parsed.success) return { ok: true, report: parsed.data }
  const faults = parsed.error.issues.map(({ path }) => {
    const at = path.join('.')
    return FIELD_OF.find(([start]) => at.startsWith(start))?.[1] ?? 'title'
  })
  return { ok: false, faults: new Set(faults) }
}

import { z } from 'zod'
import { ROLES } from '../access/grant'
import { AreaCode, FacilityId, IndicatorId, PersonId } from '../ids'
import { PERIOD_RULES } from './period-rule'
import { reportPage, takesOwnPlace } from './report-page'
import { Schedule } from './schedule'

/** Breakdowns a scheduled table may have: by place, or by one dimension that hospitals' figures have. */
const Breakdown = z.string().regex(/^[a-z][A-Za-z0-9]*$/)

const TableContent = z.strictObject({
  kind: z.literal('table'),
  format: z.enum(['xlsx', 'csv']),
  indicators: z.array(IndicatorId).min(1).max(24),
  /** `own`: the places each recipient may take figures of. */
  place: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('own') }),
    z.strictObject({ kind: z.literal('fixed'), area: AreaCode, facility: FacilityId.nullable() }),
  ]),
  by: Breakdown.nullable(),
  /** With last year and the period before beside each figure. */
  compare: z.boolean(),
})

const PageContent = z.strictObject({
  kind: z.literal('page'),
  /** Path and query, as in the address bar. Its period is replaced by that of the rule. */
  path: z.string().max(2000),
  place: z.enum(['own', 'address']),
})

const Recipient = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id: PersonId }),
  /** Everyone who holds this role within the area when the report falls due. */
  z.strictObject({ kind: z.literal('role'), role: z.enum(ROLES), area: AreaCode }),
])
export type Recipient = z.infer<typeof Recipient>

/** Roles that may be sent figures. */
export const RECIPIENT_ROLES = ['leader', 'supervisor', 'planner'] as const

/** 定时报表: what is made, of which days, when, for whom, and how they are told. */
export const ScheduledReport = z
  .strictObject({
    title: z.string().trim().min(1).max(80),
    content: z.discriminatedUnion('kind', [TableContent, PageContent]),
    period: z.enum(PERIOD_RULES),
    schedule: Schedule,
    recipients: z.array(Recipient).min(1).max(50),
    channels: z
      .array(z.enum(['inbox', 'email']))
      .min(1)
      .max(2),
    /** A table of areas may go with the mail where the operator permits it; everything else is fetched by the link. */
    attach: z.boolean(),
  })
  .superRefine((report, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    const { content, channels, attach, recipients } = report
    if (content.kind === 'page') {
      if (!reportPage(content.path)) refuse(['content', 'path'], 'page-unfit')
      else if (content.place === 'own' && !takesOwnPlace(content.path))
        refuse(['content', 'place'], 'page-no-own-place')
    }
    if (attach && !channels.includes('email')) refuse(['attach'], 'attach-needs-email')
    if (attach && !isOfAreas(content)) refuse(['attach'], 'attach-not-aggregate')
    if (new Set(channels).size !== channels.length) refuse(['channels'], 'twice')
    if (new Set(recipients.map((one) => JSON.stringify(one))).size !== recipients.length)
      refuse(['recipients'], 'twice')
    recipients.forEach((one, at) => {
      if (one.kind === 'role' && !RECIPIENT_ROLES.some((role) => role === one.role))
        refuse(['recipients', at], 'role-reads-no-figures')
    })
  })
export type ScheduledReport = z.infer<typeof ScheduledReport>
export type ReportContent = ScheduledReport['content']

/** True for a table of whole areas: no facility, department or disease stands in it. Only such a table may be attached to a mail. */
export function isOfAreas(content: ReportContent): boolean {
  if (content.kind !== 'table') return false
  const ofFacility = content.place.kind === 'fixed' && content.place.facility !== null
  return !ofFacility && (content.by === null || content.by === 'county')
}

import { z } from 'zod'
import { AreaCode, FacilityId } from '../ids'
import { CalendarDate } from '../period/calendar'
import { CASE_MARKS, type CaseMark } from './case-lists'

/** What a list may be put in order by. */
export const CASE_ORDERS = ['dischargedOn', 'cost', 'stay', 'weight'] as const
/** Lines of one page of a list. */
export const MOST_CASES = 500
/** A list is paged through so far; beyond it the question is narrowed. */
export const FARTHEST_CASE = 50_000

/** A question for single front pages of one place and period. */
export const CaseQuery = z.strictObject({
  territory: AreaCode,
  facility: FacilityId.optional(),
  from: CalendarDate,
  to: CalendarDate,
  list: z.enum(CASE_MARKS as [CaseMark, ...CaseMark[]]).default('all'),
  department: z.string().max(64).optional(),
  /** Keyed hash of who attended; empty for pages that do not say. */
  doctor: z.string().max(64).optional(),
  drg: z.string().max(64).optional(),
  order: z.enum(CASE_ORDERS).default('dischargedOn'),
  offset: z.int().min(0).max(FARTHEST_CASE).default(0),
  limit: z.int().min(1).max(MOST_CASES).default(100),
})
export type CaseQuery = z.output<typeof CaseQuery>

/** The same within one facility: only there are doctors told apart. */
export const FacilityCases = CaseQuery.required({ facility: true })
export type FacilityCases = z.output<typeof FacilityCases>

/** How many pages of a list are in each department, most first. */
export interface DepartmentCount {
  readonly department: string
  readonly name: string
  readonly cases: number
}

/** One front page is named by these four: its key in the lake. */
export const CaseKey = z.strictObject({
  facility: FacilityId,
  record: z.string().min(1).max(200),
  admission: z.int().min(1).max(999),
  dischargedOn: CalendarDate,
})
export type CaseKey = z.output<typeof CaseKey>

/** A front page as it is listed: pseudonymous, bare values. */
export interface CaseRow {
  readonly facility: string
  readonly department: string
  /** Keyed hash; `doctorLabel` shows it. Empty where the page does not say. */
  readonly doctor: string
  readonly record: string
  readonly admission: number
  readonly admittedOn: string
  readonly dischargedOn: string
  readonly sex: string
  readonly age: number | null
  readonly stay: number | null
  readonly diagnosis: string
  readonly operation: string
  /** Names of the codes, where a code set was loaded. */
  readonly departmentName: string
  readonly diagnosisName: string
  readonly operationName: string
  readonly way: string
  readonly drg: string
  readonly drgName: string
  readonly weight: number | null
  readonly risk: string
  /** Yuan. */
  readonly cost: number | null
  /** Regional means of its group, yuan and days. */
  readonly meanCost: number | null
  readonly meanStay: number | null
  readonly ungroupedReason: string
  /** Names of the marks that hold, of `CASE_FLAGS`. */
  readonly flags: readonly string[]
}

/** The same page with everything of it that is kept. */
export interface CaseDetail extends CaseRow {
  readonly payer: string
  readonly homeArea: string
  readonly route: string
  readonly operationLevel: string
  readonly drgVersion: string
  readonly mdc: string
  readonly ownCost: number | null
  /** By fee item, the name of its column; only those that are filled in. Yuan. */
  readonly fees: Readonly<Record<string, number>>
  /** Names of the lists it stands in. */
  readonly counts: readonly CaseMark[]
}

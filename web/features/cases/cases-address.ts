import { CASE_MARKS, type CaseMark, listsBehind } from '@cockpit/domain/cases/case-lists'
import { CASE_ORDERS, type CaseQuery } from '@cockpit/domain/cases/case-query'
import { formatPeriod, type Period } from '@cockpit/domain/period/period'

/** Beside place and period (`t`, `f`, `p`, as in the cockpit), what the page of cases says in its address. */
export interface CasesAddress {
  /** Indicator whose number led here, `?i=`. */
  readonly indicator: string | null
  /** `?list=`; absent: the pages its indicator counts, else deaths in groups of low risk. */
  readonly list: CaseMark
  /** `?dep=` */
  readonly department: string | null
  /** `?doc=` keyed hash of who attended; empty: pages that do not say. Only within a facility. */
  readonly doctor: string | null
  /** `?drg=` */
  readonly drg: string | null
  /** `?o=` */
  readonly order: CaseQuery['order']
}

/** The sentinel list: each of these is looked at by itself. */
export const SENTINEL: CaseMark = 'lowRiskDeath'

export function readCasesAddress(query: { get(name: string): string | null }): CasesAddress {
  const indicator = query.get('i') || null
  const named = CASE_MARKS.find((mark) => mark === query.get('list'))
  return {
    indicator,
    list: named ?? (indicator ? (listsBehind(indicator)[0]?.mark ?? 'all') : SENTINEL),
    department: query.get('dep'),
    doctor: query.get('f') ? query.get('doc') : null,
    drg: query.get('drg') || null,
    order: CASE_ORDERS.find((order) => order === query.get('o')) ?? 'dischargedOn',
  }
}

interface CasesLink extends Partial<CasesAddress> {
  readonly territory: string
  readonly facility?: string | null | undefined
  /** Text as in a question. */
  readonly period: Period | string
}

/** The link to a list of cases; defaults are left out. */
export function casesHref({
  territory,
  facility,
  period,
  indicator,
  list,
  department,
  doctor,
  drg,
  order,
}: CasesLink): string {
  const parts = new URLSearchParams({ t: territory })
  const put = (name: string, value: string | null | undefined) => value && parts.set(name, value)
  put('f', facility)
  put('p', typeof period === 'string' ? period : formatPeriod(period))
  put('i', indicator)
  put('list', list)
  // A page without a department has the empty one, which is a choice too.
  if (department !== null && department !== undefined) parts.set('dep', department)
  if (facility && doctor !== null && doctor !== undefined) parts.set('doc', doctor)
  put('drg', drg)
  if (order !== 'dischargedOn') put('o', order)
  return `/cases?${parts}`
}

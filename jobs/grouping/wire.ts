import type { FrontPage } from '@cockpit/domain/drg/front-page'
import { Grouping, type GroupingVersion, ungrouped } from '@cockpit/domain/drg/grouping'
import { z } from 'zod'

/**
 * What travels to a grouper and back (docs/grouping.md). A case is known by its number in the request alone: no record number, no
 * institution, no date.
 */
export function requestBody(version: GroupingVersion, pages: readonly FrontPage[]): string {
  return JSON.stringify({
    version: version.name,
    cases: pages.map((page, index) => ({
      id: index + 1,
      sex: page.sex,
      age_years: page.ageYears,
      age_days: page.ageDays,
      birth_weight: page.birthWeight,
      admission_weight: page.admissionWeight,
      diagnoses: page.diagnoses,
      operations: page.operations,
      los_days: page.stayDays,
      discharge_way: page.dischargeWay,
      cost_total: page.cost,
    })),
  })
}

const Answer = z.object({ version: z.string(), results: z.array(z.unknown()).max(2000) })
const Numbered = z.looseObject({ id: z.int().positive() })
const text = z.string().nullish()
const Result = z.object({
  drg: text,
  reason: text,
  mdc: text,
  adrg: text,
  name: text,
  weight: z.number().nullish(),
  risk_class: text,
})

/**
 * One answer a page, in their order. A page the body says nothing sound about is ungrouped: no result, two results, neither a group nor a
 * known reason, both of them. A result for a number that was not asked is passed over.
 * @returns null when the body as a whole cannot be believed: no such shape, or another version than the one asked
 */
export function readAnswer(body: unknown, version: GroupingVersion, asked: number): Grouping[] | null {
  const answer = Answer.safeParse(body)
  if (!answer.success || answer.data.version !== version.name) return null
  const found = new Map<number, unknown>()
  const twice = new Set<number>()
  for (const one of answer.data.results) {
    const numbered = Numbered.safeParse(one)
    if (!numbered.success) continue
    const { id } = numbered.data
    if (found.has(id)) twice.add(id)
    found.set(id, one)
  }
  return Array.from({ length: asked }, (_, index) => {
    const id = index + 1
    return found.has(id) && !twice.has(id) ? groupingOf(found.get(id)) : ungrouped('grouper-bad-answer')
  })
}

function groupingOf(said: unknown): Grouping {
  const result = Result.safeParse(said)
  if (!result.success) return ungrouped('grouper-bad-answer')
  const { drg, reason, mdc, adrg, name, weight, risk_class: riskClass } = result.data
  const grouping = Grouping.safeParse(
    drg && !reason
      ? { grouped: true, mdc, adrg, drg, name, weight, riskClass }
      : { grouped: false, reason: drg ? null : reason, mdc, adrg },
  )
  return grouping.success ? grouping.data : ungrouped('grouper-bad-answer')
}

import type { AreaCode } from '../ids'

/**
 * 事件归并: alerts of one cause in one area are one incident. The cause is the rule and what it was broken down by (a disease); the area is
 * the county for institutions, and the area just above (`parent`) for areas, so that neighbours stand together.
 */
export function incidentOf(finding: {
  readonly ruleId: string
  readonly each?: string | null
  readonly areaCode: AreaCode
  readonly parent: AreaCode | null
  readonly facilityId: string | null
}): { readonly cause: string; readonly area: AreaCode; readonly key: string } {
  const cause = finding.each ? `${finding.ruleId}|${finding.each}` : finding.ruleId
  const area = finding.facilityId === null ? (finding.parent ?? finding.areaCode) : finding.areaCode
  return { cause, area, key: `${cause}@${area}` }
}

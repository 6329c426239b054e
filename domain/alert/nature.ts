/** What a finding says of its place: nothing came (数据中断), too little (下降), too much (上升), or neither. */
export const ALERT_NATURES = ['silence', 'drop', 'rise', 'other'] as const
export type AlertNature = (typeof ALERT_NATURES)[number]

/** Kinds of rules that speak of data that did not come. */
const SILENT_KINDS: ReadonlySet<string> = new Set(['not-reported', 'silence', 'data-silence'])

/**
 * Read from the rule's kind and from the value against its limit, so that a new kind of rule needs no word here.
 * A value that is withheld says nothing of a direction: `other`, which nothing inhibits.
 */
export function natureOf(
  kind: string,
  finding: { readonly value: number | null; readonly limit: number },
): AlertNature {
  if (SILENT_KINDS.has(kind)) return 'silence'
  if (finding.value === null || !Number.isFinite(finding.limit)) return 'other'
  if (finding.value < finding.limit) return 'drop'
  return finding.value > finding.limit ? 'rise' : 'other'
}

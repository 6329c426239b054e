/** Where a number's files are listed. `period` as in a question; a range of days is written `from..to`. */
export function numberLineage(number: {
  readonly indicator: string
  readonly territory: string
  readonly facility?: string | undefined
  readonly period: string
}): string {
  const parts = new URLSearchParams({ i: number.indicator, t: number.territory, p: number.period })
  if (number.facility) parts.set('f', number.facility)
  return `/lineage?${parts}`
}

export function fileLineage(batch: string): string {
  return `/lineage?file=${batch}`
}

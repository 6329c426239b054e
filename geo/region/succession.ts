import type { AreaRow } from './area-rows'
import type { IssueList } from './issue'

/** Every abolished area leads, by one successor or several, to an area of today. @param newest each area's newest row */
export function checkSuccession(newest: readonly AreaRow[], issues: IssueList): void {
  const byCode = new Map<string, AreaRow>(newest.map((area) => [area.code, area]))
  for (const area of newest) {
    const at = { line: area.line, field: 'successor', value: area.successor ?? '' }
    if (area.successor !== null && area.abolishedOn === null)
      issues.error({
        kind: 'area-successor-of-living',
        ...at,
        problem: `${area.name.zh} has a successor but was not abolished.`,
        remedy: 'Write the day in abolished, or leave successor empty.',
      })
    else if (area.abolishedOn !== null && area.successor === null)
      issues.warning({
        kind: 'area-without-successor',
        ...at,
        problem: `${area.name.zh} was abolished and nobody took its place; its figures are in no total of today.`,
        remedy: 'Write in successor the area that took over most of it.',
      })
    else if (area.successor !== null) checkChain(area, byCode, issues)
  }
}

function checkChain(area: AreaRow, byCode: ReadonlyMap<string, AreaRow>, issues: IssueList): void {
  const at = { line: area.line, field: 'successor', value: area.successor ?? '' }
  const passed = new Set<string>([area.code])
  for (let next = area.successor; next !== null; ) {
    if (passed.has(next)) {
      issues.error({
        kind: 'area-successor-circle',
        ...at,
        problem: `The successors of ${area.name.zh} go in a circle (${[...passed, next].join(' > ')}).`,
        remedy: 'The chain must end at an area that stands today.',
      })
      return
    }
    const found = byCode.get(next)
    if (!found) {
      issues.error({
        kind: 'area-successor-unknown',
        ...at,
        problem: `${next} is not in the file.`,
        remedy: 'Add a row for the successor or correct its code.',
      })
      return
    }
    passed.add(next)
    next = found.successor
  }
}

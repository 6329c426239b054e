/** Something found in a region folder. An error stops the region, a warning is reported and the rest is used. */
export interface RegionIssue {
  readonly severity: 'error' | 'warning'
  /** Name of the check, stable, for tests and translations. */
  readonly kind: string
  readonly file: string
  /** Line in the file, 1 the header; absent where the whole file is meant. */
  readonly line?: number
  readonly field?: string
  readonly value?: string
  readonly problem: string
  readonly remedy: string
}

export type Found = Omit<RegionIssue, 'severity' | 'file'>

/** Collects the issues of one file, so that a reader can report them all rather than stop at the first. */
export class IssueList {
  readonly all: RegionIssue[] = []
  #file = ''

  /** The file that later issues belong to. */
  about(file: string): this {
    this.#file = file
    return this
  }

  error(found: Found): void {
    this.all.push({ severity: 'error', file: this.#file, ...found })
  }

  warning(found: Found): void {
    this.all.push({ severity: 'warning', file: this.#file, ...found })
  }
}

/** One line for a terminal or a log: where, what, and what to do. */
export function formatIssue(issue: RegionIssue): string {
  const line = issue.line === undefined ? '' : `:${issue.line}`
  const field = issue.field === undefined ? '' : ` ${issue.field}`
  const value = issue.value === undefined ? '' : ` "${issue.value.slice(0, 60)}"`
  return `${issue.severity} ${issue.file}${line}${field}${value}: ${issue.problem} ${issue.remedy}`
}

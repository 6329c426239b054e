import type { DraftField, ReportDraft } from './report-draft'

export interface DraftFields {
  readonly draft: ReportDraft
  readonly set: (change: Partial<ReportDraft>) => void
  /** What is wrong with a field, once saving was tried. */
  readonly fault: (field: DraftField) => string | null
}

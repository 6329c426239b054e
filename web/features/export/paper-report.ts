/** What a page says of itself when it is to be put on paper. */
export interface PaperReport {
  /** `failed`: a part of it could not be shown. `refused`: it shows more than it holds at once (a virtual table), or persons. */
  readonly state: 'loading' | 'settled' | 'failed' | 'refused'
  readonly title: string
  /** Place and period, as the page names them. */
  readonly subject: string
  /** Data versions of the answers on it. */
  readonly versions: readonly string[]
  readonly demo: boolean
  /** Last day with data, where a period goes on after it. */
  readonly through: string | null
}

/** A page of a list: at most `limit` rows (1 to 200, by default 50) after the row whose id is `after`. */
export interface Page {
  readonly limit?: number
  readonly after?: string
}

export interface Paged<Row> {
  readonly rows: Row[]
  /** Give it as `after` for the next page; null at the end. */
  readonly next: string | null
  /** Of the whole list, not of this page. */
  readonly total: number
}

export const MAX_PAGE = 200

/** The Prisma arguments of a page: one row more than asked tells whether there is another page. */
export function pageArguments(page: Page) {
  const limit = pageSize(page)
  return { take: limit + 1, ...(page.after === undefined ? {} : { cursor: { id: page.after }, skip: 1 }) }
}

export function pageSize(page: Page): number {
  return Math.min(MAX_PAGE, Math.max(1, Math.floor(page.limit ?? 50)))
}

export function cutPage<Row extends { id: string }>(found: Row[], page: Page): { rows: Row[]; next: string | null } {
  const limit = pageSize(page)
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

/** Rows above and below the window that are drawn too, so that a slow scroll never meets an empty one. */
const MARGIN = 10

export interface RowsInView {
  readonly first: number
  /** Behind the last. */
  readonly end: number
  /** Pages of the list in which they lie. */
  readonly pages: readonly number[]
}

/** Which rows of a long list stand in the window. Lengths in CSS pixels. Pure. */
export function rowsInView(
  window: { readonly top: number; readonly height: number },
  list: { readonly total: number; readonly rowHeight: number; readonly pageSize: number },
): RowsInView {
  const { total, rowHeight, pageSize } = list
  const first = Math.min(Math.max(0, Math.floor(window.top / rowHeight) - MARGIN), Math.max(0, total - 1))
  const end = Math.min(total, Math.ceil((window.top + window.height) / rowHeight) + MARGIN)
  if (end <= first) return { first: 0, end: 0, pages: [0] }
  const pages: number[] = []
  for (let page = Math.floor(first / pageSize); page <= Math.floor((end - 1) / pageSize); page++) pages.push(page)
  return { first, end, pages }
}

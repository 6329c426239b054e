type Line = readonly (string | number)[]

/** Whose file it is: written into every line, so that a line cut out of the file still says where it came from. */
export interface FileStamp {
  /** The export's number in the audit. */
  readonly id: string
  /** Who took it out. */
  readonly by: string
  readonly at: Date
  /** The place the question was about, in words. */
  readonly place: string
}

/** The table with the stamp behind each line's own columns. The first line is the head. Pure. */
export function stampedTable(table: readonly Line[], { id, by, at, place }: FileStamp): Line[] {
  const stamp = [place, by, at.toISOString(), id]
  return table.map((line, n) => [...line, ...(n === 0 ? ['place', 'exported_by', 'exported_at', 'export_id'] : stamp)])
}

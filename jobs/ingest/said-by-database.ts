/** Errors of reading and converting, which repeat the line or the value they stumbled over. */
const REPEATS = /^(?:Conversion Error|Invalid Input Error|Out of Range Error|Constraint Error)/

/**
 * What the database says of a failure without what stood in the file: its message is logged, kept with the import and shown to its sender,
 * and a line of the file may hold a name or an identity number. The first line says what went wrong; the others repeat the row.
 */
export function saidByDatabase(error: unknown): Error {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return new Error((REPEATS.test(first) ? first.replace(/'[^']*'|"[^"]*"/g, "'***'") : first).slice(0, 500))
}

type Read = (sql: string, values: unknown[]) => Promise<unknown[]>

/** What follows from the published state alone. A key that looks at the clock is another a moment later. */
const OF_VERSIONS = /^\s*SELECT\s+(?:max\(version\)|version)\s+FROM\s+table_state\b/i
const OF_THE_MOMENT = /\b(?:now|today|current_\w+|random|nextval)\b/i

/**
 * Refresh keys that are data versions, read once for each state of the lake instead of with every question: planning them took as long as
 * answering it. Other keys are read each time.
 * @param shown the state that a query begun now would see at least; null while it changes, and nothing is remembered
 */
export function rememberedKeys(shown: () => Promise<number | null>, read: Read): Read {
  let known = new Map<string, Promise<unknown[]>>()
  let of: number | null = null
  return async (sql, values) => {
    if (!OF_VERSIONS.test(sql) || OF_THE_MOMENT.test(sql)) return read(sql, values)
    const version = await shown()
    if (version === null) return read(sql, values)
    if (version !== of) {
      known = new Map()
      of = version
    }
    const among = known
    const name = JSON.stringify([sql, values])
    const before = among.get(name)
    if (before) return before
    const reading = read(sql, values)
    among.set(name, reading)
    reading.catch(() => among.delete(name))
    return reading
  }
}

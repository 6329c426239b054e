import { type Period, PeriodError, parsePeriod } from '@cockpit/domain/period/period'

/** The parameters of a URL, from the browser or from a page's props. */
export interface Query {
  get(name: string): string | null
}

/** Reads parameters one by one and keeps the names of those that could not be read. An absent or empty one is null and no mistake. */
export function queryReader(query: Query) {
  const unread: string[] = []
  function read<T>(name: string, parse: (text: string) => T | undefined): T | null {
    const text = query.get(name)
    if (text === null || text === '') return null
    const value = parse(text)
    if (value === undefined) unread.push(name)
    return value ?? null
  }
  return { read, unread }
}

/** For `read`: a period as it is written in a question. */
export function periodOrNothing(text: string): Period | undefined {
  try {
    return parsePeriod(text)
  } catch (error) {
    if (error instanceof PeriodError) return undefined
    throw error
  }
}

/** For `read`: one of these words. */
export function oneOf<const Word extends string>(words: readonly Word[]): (text: string) => Word | undefined {
  return (text) => words.find((word) => word === text)
}

/** `?a=1&b=2` without the empty ones; nothing where all are. */
export function writeQuery(parameters: Readonly<Record<string, string | null | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

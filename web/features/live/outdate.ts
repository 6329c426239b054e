import type { QueryClient } from '@tanstack/react-query'
import { type LiveTopic, OUTDATED_BY } from './live-message'

/** Marks what the topics concern as out of date: what a screen shows of it is asked again at once, the rest when it is shown next. */
export function outdate(queries: QueryClient, topics: Iterable<LiveTopic>): Promise<void> {
  const names = new Set<string>([...topics].flatMap((topic) => OUTDATED_BY[topic]))
  return queries.invalidateQueries({
    predicate: ({ queryKey: [path] }) => Array.isArray(path) && names.has(String(path[0])),
  })
}

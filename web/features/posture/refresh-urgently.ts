import { SCREENS_EVERY_MS } from '@cockpit/domain/posture/posture'
import type { QueryClient } from '@tanstack/react-query'

/** What an open screen asks again in emergency, beside what it is told of by live messages. Figures change with a publication, which is told at once. */
const URGENT = new Set(['tasks', 'alerts', 'events', 'notices'])

/**
 * Asks again every quarter minute what is shown of the work.
 * @param hidden whether nobody can see the screen now
 * @returns ends it
 */
export function refreshUrgently(queries: QueryClient, hidden: () => boolean): () => void {
  const timer = setInterval(() => {
    if (hidden()) return
    void queries.invalidateQueries({
      predicate: ({ queryKey: [path] }) => Array.isArray(path) && URGENT.has(String(path[0])),
      refetchType: 'active',
    })
  }, SCREENS_EVERY_MS.emergency)
  return () => clearInterval(timer)
}

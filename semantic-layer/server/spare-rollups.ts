import { createRequire } from 'node:module'

interface Queue {
  cancelQueryByRequestId(requestId: string): Promise<unknown[]>
}
interface OrchestratorPrototype {
  cancelQueryByRequestId(
    this: { queryCache: { getQueues(): Record<string, Queue> } },
    requestId: string,
  ): Promise<unknown[]>
}

/**
 * Lets Cube stop the questions of a request whose asker went away, and not the rollups it began: those belong to everyone who asks after it,
 * and half of them would have to be made anew.
 * @throws Error when the pinned package no longer has this seam.
 */
export function spareRollups(): void {
  const { QueryOrchestrator } = createRequire(import.meta.url)('@cubejs-backend/query-orchestrator') as {
    QueryOrchestrator?: { prototype: OrchestratorPrototype }
  }
  if (typeof QueryOrchestrator?.prototype.cancelQueryByRequestId !== 'function')
    throw new Error(
      '@cubejs-backend/query-orchestrator no longer has QueryOrchestrator.cancelQueryByRequestId: pin the version of package.json, or adapt semantic-layer/server/spare-rollups.ts.',
    )
  QueryOrchestrator.prototype.cancelQueryByRequestId = async function (requestId) {
    const queues = Object.values(this.queryCache.getQueues())
    return (await Promise.all(queues.map((queue) => queue.cancelQueryByRequestId(requestId)))).flat()
  }
}

import type { Sensitivity } from '@cockpit/domain/access/grant'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { seesAllRuns } from './sees-all'

/**
 * One import, by the rule of the list: whoever is granted a whole province sees all, everyone else the files they sent. Its outcome is an
 * aggregate; its rejected rows are cases, and only a grant that reaches cases opens those of others.
 */
export async function readableRun(ports: Ports, caller: Caller, id: string, sensitivity: Sensitivity = 'aggregate') {
  const run = await ports.db.importRun.findUnique({ where: { id } })
  if (!run) return null
  return run.sender === caller.id || seesAllRuns(caller.grants, await ports.territory(), sensitivity) ? run : null
}

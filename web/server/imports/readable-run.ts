import type { Caller } from '../caller'
import type { Ports } from '../ports'
import { seesAllRuns } from './sees-all'

/** One import, by the rule of the list: whoever is granted a whole province sees all, everyone else the files they sent. */
export async function readableRun(ports: Ports, caller: Caller, id: string) {
  const run = await ports.db.importRun.findUnique({ where: { id } })
  if (!run) return null
  return run.sender === caller.id || seesAllRuns(caller.grants, await ports.territory()) ? run : null
}

import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import type { Ports } from '../ports'

/** What an indicator question needs of us. */
export async function askPorts(ports: Ports): Promise<AskPorts> {
  const [territory, directory, cache] = await Promise.all([ports.territory(), ports.facilities(), ports.cache()])
  return {
    cube: ports.cube,
    territory,
    facilities: directory.byId,
    cache,
    demo: await ports.demo(),
    now: () => new Date(),
  }
}

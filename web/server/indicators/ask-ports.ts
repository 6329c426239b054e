import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import type { Ports } from '../ports'

/** How long a person waits before the last good answer is shown instead, with its age. Milliseconds. */
const GIVE_WAY = 10_000

/**
 * What an indicator question needs of us.
 * @param signal tells that the request was given up
 */
export async function askPorts(ports: Ports, signal?: AbortSignal): Promise<AskPorts> {
  const [territory, directory, cache] = await Promise.all([ports.territory(), ports.facilities(), ports.cache()])
  return {
    cube: signal ? { ...ports.cube, signal } : ports.cube,
    publications: ports.publications,
    giveWay: GIVE_WAY,
    territory,
    facilities: directory.byId,
    cache,
    demo: await ports.demo(),
    now: () => new Date(),
  }
}

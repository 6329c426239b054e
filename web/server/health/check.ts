import { batchesIn } from '@cockpit/semantic-layer/lake/journal'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { z } from 'zod'
import type { Ports } from '../ports'

/** Of `/readyz`. A Cube that is not ours says less. */
const Ready = z.object({
  warehouse: z.string().optional(),
  manifestVersion: z.int().optional(),
  lakeVersion: z.int().optional(),
})

export interface PartHealth {
  readonly part: 'database' | 'semanticLayer' | 'lake' | 'bus' | 'cache'
  readonly ok: boolean
  /** What is known of it: versions, ages, kinds; never an address or a secret. */
  readonly facts: Readonly<Record<string, string | number | null>>
}

/** Every part asked for a sign of life, each within three seconds. */
export async function checkHealth(ports: Ports, now: Date): Promise<PartHealth[]> {
  return Promise.all([
    part('database', async () => ({ people: await ports.db.user.count() })),
    part('semanticLayer', async () => {
      const response = await fetch(`${ports.cube.url}/readyz`, { signal: AbortSignal.timeout(3000) })
      const { warehouse, manifestVersion, lakeVersion } = Ready.parse(await response.json())
      if (!response.ok) throw new Error(`status ${response.status}`)
      // A cluster follows the lake; how many publications it is behind.
      const facts: Record<string, string | number> = {}
      if (warehouse)
        Object.assign(facts, { warehouse, behind: Math.max(0, (lakeVersion ?? 0) - (manifestVersion ?? 0)) })
      return facts
    }),
    part('lake', async () => {
      const manifest = await currentManifest(ports.lake)
      const { version, publishedAt } = manifest
      const hours = version === 0 ? null : Math.round((now.getTime() - Date.parse(publishedAt)) / 360_000) / 10
      return { version, ageHours: hours, batches: batchesIn(manifest) }
    }),
    part('bus', async () => ({ kind: (await ports.bus()).kind })),
    part('cache', async () => ({ kind: (await ports.cache()).kind })),
  ])
}

async function part(name: PartHealth['part'], ask: () => Promise<PartHealth['facts']>): Promise<PartHealth> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('no answer within 3 s')), 3000)
  })
  try {
    return { part: name, ok: true, facts: await Promise.race([ask(), late]) }
  } catch (error) {
    console.error(`Health of ${name}:`, error)
    return { part: name, ok: false, facts: {} }
  } finally {
    clearTimeout(timer)
  }
}

import { randomBytes, randomInt } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { startPostgres, stopPostgres } from '@cockpit/db/embedded/postgres'

const PREFIX = 'cockpit-test-pg-'

/** Speed instead of durability: nothing here outlives the run. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** An embedded PostgreSQL of its own on a free port, in a temporary folder that goes with it. */
export async function startTestServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  await stopLeftovers()
  const folder = await mkdtemp(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`))
  // The account that PostgreSQL runs under must be able to enter.
  await chmod(folder, 0o755)
  const data = path.join(folder, 'pg')
  const secret = () => randomBytes(12).toString('hex')
  const { adminUrl } = await startPostgres({
    data,
    port: await freePort(),
    adminPassword: secret(),
    password: secret(),
    settings: FAST,
  })
  return {
    adminUrl,
    async stop() {
      await stopPostgres(data)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * A port that nobody has, below those that the system gives to whoever asks for any: it is still free when a server is started on it, or stopped and
 * started again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (free) return port
  }
}

/** Servers of runs that were killed: their folders carry the number of a process that is gone. */
async function stopLeftovers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0
    if (!owner || lives(owner)) continue
    const folder = path.join(os.tmpdir(), name)
    await stopPostgres(path.join(folder, 'pg'))
    await rm(folder, { recursive: true, force: true })
  }
}

export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

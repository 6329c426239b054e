import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from '../db/test-server'
import { because } from '../skipping'

export interface RedisServer {
  readonly url: string
  /** As when its machine fails: at once, keeping nothing. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export const hasRedis = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0
/** Options of the tests that need it. */
export const WITH_REDIS = because('redis-server is not on the PATH (Debian: apt-get install redis-server)')

/** A real Redis of its own on a free port. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'cockpit-test-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child = await launch(port, folder)
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  return {
    url,
    kill,
    async restart() {
      child = await launch(port, folder)
    },
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const child = spawn('redis-server', flags, { stdio: 'ignore' })
  const probe = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => 50 })
  probe.on('error', () => undefined) // until it listens
  for (let look = 0; look < 600; look++) {
    try {
      await probe.ping()
      probe.disconnect()
      return child
    } catch {
      await sleep(50)
    }
  }
  probe.disconnect()
  child.kill('SIGKILL')
  throw new Error(`redis-server did not answer on port ${port} within thirty seconds.`)
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { Publications } from '@cockpit/semantic-layer/client/publications'

export const SECRET = 'tests-only-secret-tests-only-secret'
const ROOT = join(import.meta.dirname, '..', '..', '..')

export interface RunningLayer {
  readonly port: CubePort
  /** The same for who compares answers: one that comes late on a busy machine is no other answer. */
  readonly patient: CubePort
  /** What is published, read once: for the questions about a lake that does not change. */
  readonly published: Publications
  readonly process: ChildProcess
  /** Everything it has said on standard error. */
  readonly log: () => string
  stop(): Promise<void>
}

/**
 * Starts the real semantic layer as its own process, on a free port unless one is given, and waits for readiness. Rollups are built as questions
 * need them: those of every pack, ahead of the questions, took half as long as the start, and `chaos/kill` has them.
 */
export async function startLayer(
  data: string,
  packs = '',
  port = 0,
  more: Readonly<Record<string, string>> = {},
): Promise<RunningLayer> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'semantic-layer/server/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      COCKPIT_DATA: data,
      CUBE_PORT: String(port),
      CUBE_API_SECRET: SECRET,
      COCKPIT_PACKS: packs,
      COCKPIT_ROLLUPS_AHEAD: '0',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  const url = await new Promise<string>((done, fail) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const ready = /"url":"([^"]+)"/.exec(said)
      if (ready?.[1]) done(ready[1])
    })
    child.once('exit', (code) => fail(new Error(`the semantic layer ended with ${code} before it was ready: ${log}`)))
  })
  return {
    port: { url, secret: SECRET },
    patient: { url, secret: SECRET, patience: 240_000 },
    published: new Publications({ url, secret: SECRET }, () => 0),
    process: child,
    log: () => log,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

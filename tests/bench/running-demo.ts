import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DemoScale } from '@cockpit/geo/demo/demo-region'

const ROOT = path.resolve(import.meta.dirname, '../..')
export const PORTS = { web: 3238, postgres: 55578, cube: 4678 }
export const WEB = `http://127.0.0.1:${PORTS.web}`

/** The demo, started by the README's own command on ports and data of its own. */
export class RunningDemo {
  #child: ChildProcess | null = null

  /** @param patience seconds until the demo must be complete */
  constructor(
    readonly data: string,
    readonly scale: DemoScale = 'demo',
    readonly patience = 900,
  ) {}

  /** @returns seconds until the first screen answered, and until all data was loaded and judged */
  async start(): Promise<{ firstScreen: number; complete: number }> {
    const log = path.join(this.data, 'bench.log')
    fs.mkdirSync(this.data, { recursive: true, mode: 0o755 })
    const out = fs.openSync(log, 'w')
    const started = performance.now()
    const child = spawn('npm', ['run', '--silent', 'demo', '--', '--scale', this.scale], {
      cwd: ROOT,
      stdio: ['ignore', out, out],
      detached: true,
      env: {
        ...process.env,
        COCKPIT_DATA: this.data,
        COCKPIT_WEB_PORT: String(PORTS.web),
        COCKPIT_PG_PORT: String(PORTS.postgres),
        CUBE_PORT: String(PORTS.cube),
      },
    })
    fs.closeSync(out)
    this.#child = child
    let firstScreen = 0
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the demo ended:\n${fs.readFileSync(log, 'utf8')}`)
      const seconds = (performance.now() - started) / 1000
      if (firstScreen === 0 && (await signInPageAnswers())) firstScreen = seconds
      const said = fs.readFileSync(log, 'utf8')
      if (firstScreen > 0 && said.includes('demo is complete')) return { firstScreen, complete: seconds }
      if (said.includes('failed:') || seconds > this.patience)
        throw new Error(`the demo did not become complete:\n${said}`)
      await sleep(100)
    }
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (!child?.pid || child.exitCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    process.kill(-child.pid, 'SIGINT')
    await gone
    this.#child = null
  }

  /** Secrets and addresses, as `up` wrote them. */
  facts(): { database: string; cubeSecret: string } {
    const read = (file: string) => JSON.parse(fs.readFileSync(path.join(this.data, file), 'utf8'))
    return { database: read('run/stack.json').database, cubeSecret: read('secrets.json').cube }
  }
}

async function signInPageAnswers(): Promise<boolean> {
  try {
    const response = await fetch(`${WEB}/sign-in`, { signal: AbortSignal.timeout(2_000) })
    await response.text()
    return response.ok
  } catch {
    return false
  }
}

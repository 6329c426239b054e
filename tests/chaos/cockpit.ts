import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Ports below those that the system gives to whoever asks for any. */
export interface CockpitParts {
  readonly postgres: number
  readonly cube: number
  /** Port of the web; without one there is none. */
  readonly web?: number
  /** A Redis from outside; without one PostgreSQL carries the queue, the messages and the cache. */
  readonly redis?: string
}

/** A cockpit started by the command a person uses, on a data folder of its own. */
export class Cockpit {
  #process: ChildProcess | null = null
  readonly data = fs.mkdtempSync(path.join(os.tmpdir(), 'cockpit-chaos-'))
  readonly log = path.join(this.data, 'up.log')

  constructor(private readonly parts: CockpitParts) {
    // PostgreSQL runs as another account than root and has to reach its folder.
    fs.chmodSync(this.data, 0o755)
  }

  async start(): Promise<void> {
    const log = fs.openSync(this.log, 'a')
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'jobs/cli/main.ts', 'up', ...(this.parts.web ? [] : ['--without-web'])],
      {
        cwd: ROOT,
        env: this.environment(),
        stdio: ['ignore', log, log],
      },
    )
    fs.closeSync(log)
    this.#process = child
    const before = this.said().length
    await until('the cockpit is running', () => {
      if (child.exitCode !== null) throw new Error(`the cockpit ended:\n${this.said()}`)
      return this.said().slice(before).includes('the cockpit is ')
    })
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      COCKPIT_DATA: this.data,
      COCKPIT_PG_PORT: String(this.parts.postgres),
      CUBE_PORT: String(this.parts.cube),
      COCKPIT_WEB_PORT: String(this.parts.web ?? 3000),
      DATABASE_URL: '',
      CUBE_API_URL: '',
      REDIS_URL: this.parts.redis ?? '',
      COCKPIT_DEMO: '',
      // Rollups made ahead of every question would be a third of the work here, and none of it is looked at.
      COCKPIT_ROLLUPS_AHEAD: '0',
    }
  }

  said(): string {
    return fs.existsSync(this.log) ? fs.readFileSync(this.log, 'utf8') : ''
  }

  /** Runs another verb against this cockpit. */
  /** `answer` is what went to standard output alone: long work tells its progress beside it. */
  async verb(...args: readonly string[]): Promise<{ code: number | null; output: string; answer: string }> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'jobs/cli/main.ts', ...args], {
      cwd: ROOT,
      env: this.environment(),
    })
    const answer: Buffer[] = []
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => answer.push(chunk))
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
    const text = (of: readonly Buffer[]) => Buffer.concat(of).toString('utf8')
    return { code, output: text(chunks), answer: text(answer) }
  }

  stack(): { database: string; children: { name: string; pid: number }[] } {
    return JSON.parse(fs.readFileSync(path.join(this.data, 'run/stack.json'), 'utf8'))
  }

  pidOf(name: string): number {
    const child = this.stack().children.find((one) => one.name === name)
    if (!child) throw new Error(`${name} does not run`)
    return child.pid
  }

  /** Kills a part as a crash would, and waits until the supervisor has another one. */
  async kill(name: string): Promise<void> {
    const pid = this.pidOf(name)
    process.kill(pid, 'SIGKILL')
    await until(`${name} runs again`, () => {
      const child = this.stack().children.find((one) => one.name === name)
      return child !== undefined && child.pid !== pid
    })
  }

  killPostgres(): void {
    const lines = fs.readFileSync(path.join(this.data, 'pg/postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(lines[0]), 'SIGKILL')
  }

  async killSupervisor(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  async stop(): Promise<void> {
    const child = this.#process
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await gone
    }
    fs.rmSync(this.data, { recursive: true, force: true })
  }
}

/** Waits until something is so; fails with its name after three minutes. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 180): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  let last: unknown
  while (Date.now() < deadline) {
    try {
      if (await holds()) return
      last = undefined
    } catch (error) {
      last = error
    }
    await sleep(100)
  }
  throw new Error(`waited ${seconds} s in vain: ${what}`, { cause: last })
}

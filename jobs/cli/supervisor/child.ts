import { type ChildProcess, fork } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PROJECT } from '../settings'
import { Trouble } from '../trouble'
import { heapLimit } from './heap-limit'

export interface ChildPlan {
  readonly name: string
  /** Absolute or relative to the project. TypeScript is run through tsx. */
  readonly script: string
  readonly cwd?: string
  readonly env: Readonly<Record<string, string>>
  /** Resolves when the child does its work; rejects or stays silent while it does not. */
  readonly healthy: (signal: AbortSignal) => Promise<boolean>
  /** MiB its heap may take, unless NODE_OPTIONS says otherwise; Node's own bound without it. */
  readonly heap?: number
  /** How long the first start may take, seconds. */
  readonly patience: number
}

const FOLLOW = pathToFileURL(fileURLToPath(new URL('./follow-parent.mjs', import.meta.url))).href
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000
/** A child that lived this long had recovered: its next death starts from the shortest pause again. */
const SETTLED = 60_000

/** A process that is kept alive: started again after it dies, with growing pauses, until `stop`. */
export class Child {
  #process: ChildProcess | null = null
  #stopping = false
  #pause = FIRST_PAUSE
  #bornAt = 0
  readonly log: string

  constructor(
    readonly plan: ChildPlan,
    logs: string,
    private readonly tell: (line: string) => void,
    private readonly changed: () => void,
  ) {
    this.log = path.join(logs, `${plan.name}.log`)
  }

  get pid(): number | null {
    return this.#process?.pid ?? null
  }

  start(): void {
    const log = fs.openSync(this.log, 'a')
    fs.writeSync(log, `\n--- ${new Date().toISOString()} start ${this.plan.name}\n`)
    const typescript = this.plan.script.endsWith('.ts')
    const child = fork(path.resolve(PROJECT, this.plan.script), {
      cwd: this.plan.cwd ?? PROJECT,
      env: this.plan.env as NodeJS.ProcessEnv,
      execArgv: [
        ...(typescript ? ['--import', 'tsx'] : []),
        ...heapLimit(this.plan.heap, this.plan.env),
        '--import',
        FOLLOW,
      ],
      stdio: ['ignore', log, log, 'ipc'],
      // Its own group: Ctrl-C in the terminal reaches the supervisor alone, which then stops the parts in order.
      detached: true,
    })
    fs.closeSync(log)
    this.#process = child
    this.#bornAt = Date.now()
    child.once('error', (error) => this.tell(`${this.plan.name}: ${error.message}`))
    child.once('exit', (code, signal) => this.#died(code, signal))
    this.changed()
  }

  #died(code: number | null, signal: NodeJS.Signals | null): void {
    this.#process = null
    if (this.#stopping) return
    if (Date.now() - this.#bornAt > SETTLED) this.#pause = FIRST_PAUSE
    this.tell(
      `${this.plan.name} ended (${signal ?? `code ${code}`}); starting it again in ${this.#pause / 1000} s, log: ${this.log}`,
    )
    const pause = this.#pause
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE)
    setTimeout(() => {
      if (!this.#stopping) this.start()
    }, pause)
  }

  /** @throws Trouble when it is not healthy in time, with the end of its log */
  async ready(aborted: AbortSignal): Promise<void> {
    const deadline = Date.now() + this.plan.patience * 1000
    let told = Date.now()
    while (Date.now() < deadline) {
      if (aborted.aborted) throw new Trouble('stopped')
      const answer = await this.plan.healthy(AbortSignal.timeout(3_000)).catch(() => false)
      if (answer) return
      if (Date.now() - told > 5_000) {
        told = Date.now()
        this.tell(`waiting for ${this.plan.name}`)
      }
      await sleep(100)
    }
    throw new Trouble(
      `${this.plan.name} did not come up within ${this.plan.patience} s. The end of ${this.log}:\n${tail(this.log, 15)}`,
    )
  }

  async stop(patience = 8_000): Promise<void> {
    this.#stopping = true
    const child = this.#process
    if (!child) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), patience)
    await gone
    clearTimeout(timer)
  }
}

export function tail(file: string, lines: number): string {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}

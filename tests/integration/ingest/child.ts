import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ImportOutcome } from '@cockpit/jobs/ingest/outcome'
import { inject } from 'vitest'

export interface ChildLine {
  readonly state: string
  /** When it was heard, milliseconds. */
  readonly at: number
  readonly outcome?: ImportOutcome
  readonly message?: string
}

const script = () => join(inject('children'), 'import-child.mjs')

/** Starts an import in another process. `limit` is the largest file it may write, in KiB. */
export function startImport(lake: string, table: string, path: string, limit?: number) {
  const node = [process.execPath, script(), lake, table, path]
  const command = limit === undefined ? node : ['bash', '-c', `ulimit -f ${limit}; exec "$@"`, 'limited', ...node]
  const child = spawn(command[0] as string, command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: ChildLine[] = []
  const waiting: { state: string; resolve: () => void }[] = []
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said: ChildLine = { ...(JSON.parse(line) as ChildLine), at: Date.now() }
    lines.push(said)
    for (const waiter of waiting) if (waiter.state === said.state) waiter.resolve()
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    child: child as ChildProcess,
    lines,
    ended,
    stderr: () => stderr,
    /** Resolves when the child says it has come to a state, or has ended. */
    until: (state: string) =>
      lines.some((line) => line.state === state)
        ? Promise.resolve()
        : Promise.race([new Promise<void>((resolve) => waiting.push({ state, resolve })), ended]),
    outcome: async (): Promise<ImportOutcome> => {
      await ended
      const outcome = lines.find(({ state }) => state === 'ended')?.outcome
      if (!outcome) throw new Error(`The import in the child did not end: ${JSON.stringify(lines)} ${stderr}`)
      return outcome
    },
  }
}

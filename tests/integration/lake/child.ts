import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'

const script = () => join(inject('children'), 'writer-child.mjs')

/** Starts `writer-child.ts`. `limit` is the largest file it may write, in KiB. */
export function startChild(lake: string, args: readonly string[], limit?: number) {
  const node = [process.execPath, script(), lake, ...args]
  const command = limit === undefined ? node : ['bash', '-c', `ulimit -f ${limit}; exec "$@"`, 'limited', ...node]
  const child: ChildProcess = spawn(command[0] as string, command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let errors = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    child,
    ended,
    errors: () => errors,
    finished: () => said.includes('done'),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    /** @throws Error with what it wrote, unless it came to its end */
    done: async () => {
      await ended
      if (!said.includes('done')) throw new Error(`The child did not come to its end: ${errors}`)
    },
  }
}

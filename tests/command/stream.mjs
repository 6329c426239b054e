import { spawn } from 'node:child_process'
import { root } from '../../jobs/cli/prepare/console.mjs'

/** Everything runs eight hours ahead of UTC, as its users do: a date taken from an instant in the wrong zone shows. */
export const ZONE = 'Asia/Shanghai'

/**
 * Runs a program and shows its output as it comes.
 * @returns its exit code (124 when it had to be ended after `minutes`) and all it printed
 */
export function stream(command, args, { env = {}, minutes = 8, quiet = false } = {}) {
  return new Promise((resolve) => {
    const chunks = []
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, TZ: ZONE, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const timer = setTimeout(() => {
      chunks.push(Buffer.from(`\nended after ${minutes} minutes\n`))
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
    }, minutes * 60_000)
    for (const from of [child.stdout, child.stderr])
      from.on('data', (chunk) => {
        chunks.push(chunk)
        if (!quiet) process.stdout.write(chunk)
      })
    const finish = (code) => {
      clearTimeout(timer)
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') })
    }
    child.on('error', (error) => {
      chunks.push(Buffer.from(error.message))
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? (signal === 'SIGTERM' ? 124 : 1)))
  })
}

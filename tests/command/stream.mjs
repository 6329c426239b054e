import { spawn } from 'node:child_process'
import { StringDecoder } from 'node:string_decoder'
import { root } from '../../jobs/cli/prepare/console.mjs'
import { endTree } from './process-tree.mjs'

/** Everything runs eight hours ahead of UTC, as its users do: a date taken from an instant in the wrong zone shows. */
export const ZONE = 'Asia/Shanghai'

/** What has begun and not ended. */
const running = new Set()

/**
 * Programs run in groups of their own, which Ctrl-C in the terminal does not reach: told to end, this process ends them first.
 * @param report called with the signal's name before the process ends with code 130
 */
export function endAllWithThis(report) {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(name, async () => {
      await Promise.all([...running].map((pid) => endTree(pid)))
      report(name)
      process.exit(130)
    })
}

/** Shows what comes line by line: two programs that run side by side share no line. */
function wholeLines() {
  const decoder = new StringDecoder('utf8')
  let begun = ''
  return {
    take(chunk) {
      begun += decoder.write(chunk)
      const end = begun.lastIndexOf('\n') + 1
      if (end > 0) process.stdout.write(begun.slice(0, end))
      begun = begun.slice(end)
    },
    end() {
      begun += decoder.end()
      if (begun) process.stdout.write(`${begun}\n`)
      begun = ''
    },
  }
}

/**
 * Runs a program and shows its output as it comes, line by line. When its time is over it is ended with everything it has started.
 * @param options `limit`: an AbortSignal that ends it before its `minutes` are over
 * @returns its exit code (124 when it had to be ended) and all it printed
 */
export function stream(command, args, { env = {}, minutes = 8, quiet = false, limit } = {}) {
  return new Promise((resolve) => {
    const chunks = []
    let over = false
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, TZ: ZONE, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that whatever it starts can be ended with it.
      detached: true,
    })
    if (child.pid) running.add(child.pid)
    const end = (why) => {
      over = true
      chunks.push(Buffer.from(`\n${why}\n`))
      if (child.pid) endTree(child.pid)
    }
    const timer = setTimeout(() => end(`ended after ${minutes} minutes`), minutes * 60_000)
    limit?.addEventListener('abort', () => end('ended'), { once: true })
    const shown = quiet ? [] : [wholeLines(), wholeLines()]
    for (const [place, from] of [child.stdout, child.stderr].entries())
      from.on('data', (chunk) => {
        chunks.push(chunk)
        shown[place]?.take(chunk)
      })
    const finish = (code) => {
      clearTimeout(timer)
      running.delete(child.pid)
      for (const lines of shown) lines.end()
      resolve({ code: over ? 124 : code, output: Buffer.concat(chunks).toString('utf8') })
    }
    child.on('error', (error) => {
      chunks.push(Buffer.from(error.message))
      finish(127)
    })
    // What it left behind would keep its output open, and this waiting for it.
    child.on('exit', () => endTree(child.pid, 2_000))
    child.on('close', (code) => finish(code ?? 1))
  })
}

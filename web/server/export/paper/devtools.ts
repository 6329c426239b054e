import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'

const Message = z.object({
  id: z.int().optional(),
  sessionId: z.string().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ message: z.string() }).optional(),
})

type Values = Record<string, unknown>

/** A browser of our own, spoken to over its DevTools pipe: no port is opened, and it ends with the page it was opened for. */
export interface Browser {
  /** @throws Error with the browser's words, or when it is gone */
  send(method: string, params?: Values, session?: string): Promise<Values>
  on(listen: (method: string, params: Values, session: string | undefined) => void): void
  close(): Promise<void>
}

/** Rendering without a screen; the map falls back to its plain form, so that no graphics card is needed. */
const FLAGS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--mute-audio',
  '--font-render-hinting=none',
]

/** Starts the browser with a profile of its own that goes with it. @param path its executable @throws Error when it cannot be started */
export async function openBrowser(path: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'cockpit-paper-'))
  // Its sandbox does not run as root, where a container leaves no other choice; it renders our own pages alone.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(path, [...FLAGS, ...root, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own, so that its helpers end with it.
    detached: true,
  })
  const [, , , into, out] = child.stdio as unknown as [null, null, null, Writable, Readable]
  const waiting = new Map<number, { done: (result: Values) => void; fail: (error: Error) => void }>()
  const listeners: ((method: string, params: Values, session: string | undefined) => void)[] = []
  let gone: Error | undefined
  const end = (error: Error) => {
    gone ??= error
    for (const { fail } of waiting.values()) fail(gone)
    waiting.clear()
  }
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      end(new Error('The browser ended.'))
      done()
    })
    child.once('error', (error) => {
      end(error)
      done()
    })
  })
  into.on('error', end)
  out.on('error', end)
  let rest = Buffer.alloc(0)
  out.on('data', (piece: Buffer) => {
    rest = Buffer.concat([rest, piece])
    for (let at = rest.indexOf(0); at >= 0; at = rest.indexOf(0)) {
      const { id, method, params, result, error, sessionId } = Message.parse(JSON.parse(rest.toString('utf8', 0, at)))
      rest = rest.subarray(at + 1)
      if (id === undefined) {
        if (method) for (const listen of listeners) listen(method, params ?? {}, sessionId)
        continue
      }
      const asked = waiting.get(id)
      waiting.delete(id)
      if (error) asked?.fail(new Error(`The browser refused: ${error.message}`))
      else asked?.done(result ?? {})
    }
  })
  let last = 0
  return {
    send(method, params = {}, session) {
      if (gone) return Promise.reject(gone)
      const id = ++last
      return new Promise((done, fail) => {
        waiting.set(id, { done, fail })
        into.write(`${JSON.stringify({ id, method, params, ...(session ? { sessionId: session } : {}) })}\0`)
      })
    },
    on: (listen) => void listeners.push(listen),
    async close() {
      killGroup(child)
      await ended
      // Its helpers are ending, and may still write for an instant.
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

/** The browser with all that it has started: a helper that outlives it goes on writing into the profile. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // It has ended by itself, and so have they.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

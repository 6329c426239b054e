import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const EVERY = 1_000

/**
 * Keeps the embedded PostgreSQL alive: it is no child of the supervisor (it outlives a killed one), so its port is tried.
 * @param revive starts it again; called until it works
 * @returns resolves once `stop` is raised
 */
export async function watchDatabase(
  port: number,
  revive: () => Promise<unknown>,
  say: (line: string) => void,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await sleep(EVERY, undefined, { signal: stop }).catch(() => undefined)
    if (stop.aborted || (await accepts(port))) continue
    say('PostgreSQL ended; starting it again')
    try {
      await revive()
      say('PostgreSQL is up again')
    } catch (error) {
      say(`PostgreSQL could not be started: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' })
    const answer = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.setTimeout(3_000, () => answer(false))
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}

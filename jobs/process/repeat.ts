import { setTimeout as sleep } from 'node:timers/promises'

/** A doorbell: `wait` ends when somebody rang since it began, or after `milliseconds`. */
export class Bell {
  #rung = false
  #wake: (() => void) | null = null

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  async wait(milliseconds: number, stop: AbortSignal): Promise<void> {
    if (!this.#rung && !stop.aborted) {
      const timer = new AbortController()
      const rung = new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      const end = () => timer.abort()
      stop.addEventListener('abort', end, { once: true })
      await Promise.race([rung, sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined)])
      stop.removeEventListener('abort', end)
      timer.abort()
    }
    this.#rung = false
    this.#wake = null
  }
}

export interface Loop {
  readonly name: string
  /** Longest time between two passes, milliseconds; the bell shortens it. */
  readonly every: number
  readonly bell: Bell
  readonly pass: () => Promise<void>
  readonly log: (message: string, facts: Record<string, unknown>) => void
}

const LONGEST_PAUSE = 30_000

/** Runs passes one after the other until told to stop. A failed pass is told and tried again after a growing pause. */
export async function repeat(loop: Loop, stop: AbortSignal): Promise<void> {
  let failures = 0
  while (!stop.aborted) {
    try {
      await loop.pass()
      if (failures > 0) loop.log(`${loop.name} works again`, { failures })
      failures = 0
    } catch (error) {
      if (stop.aborted) return
      failures += 1
      loop.log(`${loop.name} failed; it will be tried again`, { failures, error: describe(error) })
      await sleep(Math.min(500 * 2 ** failures, LONGEST_PAUSE), undefined, { signal: stop }).catch(() => undefined)
      continue
    }
    await loop.bell.wait(loop.every, stop)
  }
}

export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : ` <- ${describe(error.cause)}`
  return `${error.name}: ${error.message}${cause}`
}

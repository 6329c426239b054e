import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Kernel ticks at which a process started: with the pid it names one process, even after the pid is given out again. */
export function startedAt(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // 0 is the state, 19 the start time (proc(5), counted from the third field); a zombie is already gone.
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

/** True when the process carries `name=value` in its environment: it was started for this data folder. */
export function carries(pid: number, name: string, value: string): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${name}=${value}`)
  } catch {
    return false
  }
}

/** Asks a process to end and, after `patience` milliseconds, makes it. Resolves when it is gone. */
export async function endProcess(pid: number, patience: number): Promise<void> {
  const identity = startedAt(pid)
  const same = () => identity !== null && startedAt(pid) === identity
  for (const [signal, wait] of [
    ['SIGTERM', patience],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!same()) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const deadline = Date.now() + wait
    while (same() && Date.now() < deadline) await sleep(50)
  }
}

import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * One attempt at an import. Its name says which process on which machine makes it, and it is part of the name of every
 * file the attempt makes: whoever finds such a file can tell whether its maker still lives, without a lock file that
 * could itself be lost between two instants.
 */
export function newRun(): string {
  return `${machine()}.${process.pid}.${startedAt(process.pid) ?? 0}.${randomBytes(4).toString('hex')}`
}

const RUN = /([0-9a-f]{8})\.(\d+)\.(\d+)\.[0-9a-f]{8}/

/** The run in a file's name, null when there is none. */
export function runOf(name: string): string | null {
  return RUN.exec(name)?.[0] ?? null
}

/**
 * Whether the process named in a run (or in a file name containing one) still lives. A run of another machine counts
 * as alive: its processes cannot be seen from here. A name without a run belongs to nobody.
 */
export function isAlive(name: string): boolean {
  const match = RUN.exec(name)
  if (!match) return false
  if (match[1] !== machine()) return true
  const pid = Number(match[2])
  const now = startedAt(pid)
  if (now !== undefined) return now === Number(match[3])
  return Number(match[3]) === 0 && exists(pid)
}

/** The kernel's start tick of a process tells it from a later one with the same number. Undefined without /proc or process. */
function startedAt(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie has ended; only its parent has not yet been told.
    if (fields[0] === 'Z') return undefined
    return Number(fields[19])
  } catch {
    return undefined
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

let machineId: string | undefined
function machine(): string {
  machineId ??= createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
  return machineId
}

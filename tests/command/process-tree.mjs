import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Ends a process that leads a group of its own, the group, and everything that it or they started, in whatever group. What does not
 * follow the request within `patience` milliseconds is made to. Resolves when nothing of it is left.
 * @param leader its pid; started with `detached: true`
 */
export async function endTree(leader, patience = 10_000) {
  const known = new Set([leader])
  // Looked up again before each signal: a process may start another one while it is being told to end.
  const living = () => {
    const table = processTable()
    for (let before = 0; before < known.size; ) {
      before = known.size
      for (const { pid, parent, group } of table) if (known.has(parent) || group === leader) known.add(pid)
    }
    return table.filter(({ pid }) => known.has(pid)).map(({ pid }) => pid)
  }
  for (const [name, wait] of [
    ['SIGTERM', patience],
    ['SIGKILL', 5_000],
  ]) {
    for (const pid of living()) signal(pid, name)
    const deadline = Date.now() + wait
    while (living().length > 0) {
      if (Date.now() > deadline) break
      await sleep(100)
    }
  }
}

/** Every process that runs. A zombie has ended. */
function processTable() {
  const lines = fs.existsSync('/proc/self/stat') ? ofKernel() : ofPs()
  return lines.flatMap(([pid, state, parent, group]) =>
    state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), group: Number(group) }],
  )
}

/** Not every Linux has `ps`. */
function ofKernel() {
  return fs.readdirSync('/proc').flatMap((pid) => {
    try {
      // The name before the last bracket may hold anything; after it come the state, the parent and the group (proc(5)).
      const stat = /^\d+$/.test(pid) ? fs.readFileSync(`/proc/${pid}/stat`, 'utf8') : null
      return stat ? [[pid, ...stat.slice(stat.lastIndexOf(')') + 2).split(' ', 3)]] : []
    } catch (error) {
      if (error.code === 'ENOENT' || error.code === 'ESRCH') return []
      throw error
    }
  })
}

function ofPs() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,stat=,ppid=,pgid='], { encoding: 'utf8' })
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 4)
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

import fs from 'node:fs'

/** Linux counts a process's time in hundredths of a second. */
const TICKS = 100

/**
 * Begins to count processor time, of this process and of another one. On a machine with other work it says more than the clock.
 * @returns seconds since then
 */
export function processorSeconds(other: number | undefined): () => { own: number; other: number } {
  const ownBefore = process.cpuUsage()
  const otherBefore = secondsOf(other)
  return () => {
    const { user, system } = process.cpuUsage(ownBefore)
    return { own: (user + system) / 1e6, other: secondsOf(other) - otherBefore }
  }
}

function secondsOf(pid: number | undefined): number {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold anything; behind it the fields are numbered from the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

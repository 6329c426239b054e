import fs from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { carries, endProcess } from '@cockpit/jobs/cli/supervisor/process-table'

/** Ends every process of a cockpit that an earlier run left on this data folder, and says which. */
export async function endLeftovers(data: string): Promise<void> {
  const left = processes().filter((pid) => pid !== process.pid && carries(pid, 'COCKPIT_DATA', data))
  for (const pid of left) console.log(`an earlier run left process ${pid} (${commandOf(pid)}) running; stopping it`)
  // Its database and its parts are stopped by the supervisor, in order and within this time.
  await Promise.all(left.map((pid) => endProcess(pid, 30_000)))
}

/** @throws Error with the process that holds one of these ports, and the variable that chooses another port */
export async function requireFreePorts(ports: Readonly<Record<string, number>>): Promise<void> {
  for (const [variable, port] of Object.entries(ports)) {
    if (await becomesFree(port)) continue
    const pid = holderOf(port)
    const holder = pid ? `process ${pid} (${commandOf(pid)})` : 'a process of another account'
    throw new Error(`port ${port} is held by ${holder}. Stop it, or choose another port with ${variable}.`)
  }
}

/** What has just been ended lets go of its port a moment later. */
async function becomesFree(port: number): Promise<boolean> {
  for (let look = 0; look < 50; look += 1) {
    if (await isFree(port)) return true
    await sleep(100)
  }
  return false
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Looked up as proc(5) has it: the listening socket's number, then the process that has it open. */
function holderOf(port: number): number | null {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const sockets = ['tcp', 'tcp6'].flatMap((table) =>
    (read(`/proc/net/${table}`) ?? '').split('\n').flatMap((line) => {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
      return state === '0A' && local?.endsWith(`:${hex}`) ? [`socket:[${inode}]`] : []
    }),
  )
  return processes().find((pid) => openFiles(pid).some((file) => sockets.includes(file))) ?? null
}

function processes(): number[] {
  if (!fs.existsSync('/proc')) return []
  return fs.readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
}

/** What may not be looked into, or has just ended, has none. */
function openFiles(pid: number): string[] {
  try {
    const folder = `/proc/${pid}/fd`
    return fs.readdirSync(folder).map((name) => fs.readlinkSync(`${folder}/${name}`))
  } catch {
    return []
  }
}

function commandOf(pid: number): string {
  return (read(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim()
}

function read(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

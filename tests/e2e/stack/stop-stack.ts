import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DATA } from './address'

/** Stops the cockpit as Ctrl-C does and waits until it is gone. */
export default async function stopStack(): Promise<void> {
  const pid = Number(fs.readFileSync(path.join(DATA, 'up.pid'), 'utf8'))
  if (!alive(pid)) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 30_000 && alive(pid); waited += 100) await sleep(100)
  if (alive(pid)) {
    process.kill(pid, 'SIGKILL')
    throw new Error('the cockpit did not stop within 30 s of being told to')
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

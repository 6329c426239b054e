import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, say, sha256, Trouble } from './console.mjs'

const WAIT_MINUTES = 15

/**
 * Lets one command at a time install or build in this clone: two `npm ci` in one folder destroy each other's work.
 * The lock lives outside node_modules, which an install deletes. A lock whose process is gone is taken over.
 */
export async function holdingLock(work) {
  const file = path.join(os.tmpdir(), `cockpit-prepare-${process.getuid?.() ?? 0}-${sha256(root).slice(0, 12)}.lock`)
  const deadline = Date.now() + WAIT_MINUTES * 60_000
  let told = false
  while (!take(file)) {
    const holder = holderOf(file)
    if (!holder) {
      fs.rmSync(file, { force: true })
      continue
    }
    if (Date.now() > deadline)
      throw new Trouble(
        `process ${holder} has been preparing this folder for ${WAIT_MINUTES} minutes; stop it and retry.`,
      )
    if (!told) say(`another command (process ${holder}) is preparing this folder; waiting for it`)
    told = true
    await sleep(500)
  }
  try {
    return await work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new Trouble(
      `cannot write ${file}: ${error.message}. Free some disk space or set TMPDIR to a writable folder.`,
    )
  }
}

function holderOf(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'))
    if (!pid) return Date.now() - fs.statSync(file).mtimeMs < 2_000 ? -1 : null
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return error.code === 'EPERM' ? -1 : null
  }
}

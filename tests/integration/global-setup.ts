import { randomBytes } from 'node:crypto'
import { migrate } from '@cockpit/db/migrate'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { compileChildren } from './compile-children'
import { startTestServer } from './db/test-server'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's connection to the server that all integration tests share. */
    databaseAdminUrl: string
    /** A role that is no superuser, as the product's own. */
    databaseRole: { name: string; password: string }
    /** An empty database with all migrations applied, to copy. */
    databaseTemplate: string
    /** Folder of the programs that tests start in processes of their own. */
    children: string
  }
}

/** One PostgreSQL for the run: that of TEST_DATABASE_ADMIN_URL (a superuser's), else an embedded one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const children = await compileChildren()
  const given = process.env.TEST_DATABASE_ADMIN_URL
  const server = given ? { adminUrl: given, stop: async () => undefined } : await startTestServer()
  const name = `test_${randomBytes(4).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  await asAdmin(server.adminUrl, [
    `CREATE ROLE ${name} LOGIN NOSUPERUSER PASSWORD '${password}'`,
    `CREATE DATABASE ${name} OWNER ${name}`,
  ])
  const template = new URL(server.adminUrl)
  template.username = name
  template.password = password
  template.pathname = `/${name}`
  await migrate(template.href)

  project.provide('databaseAdminUrl', server.adminUrl)
  project.provide('databaseRole', { name, password })
  project.provide('databaseTemplate', name)
  project.provide('children', children.folder)
  return async () => {
    if (given) await asAdmin(given, [`DROP DATABASE ${name} WITH (FORCE)`, `DROP ROLE ${name}`])
    await server.stop()
    await children.remove()
  }
}

async function asAdmin(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

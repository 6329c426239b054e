import { randomBytes } from 'node:crypto'
import { closeDatabase, type Database, database } from '@cockpit/db/database'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  /** Connection of the owner, who is no superuser. */
  readonly url: string
  /** The superuser's connection to the same database. */
  readonly adminUrl: string
  readonly db: Database
  drop(): Promise<void>
}

/**
 * A database of its own on the run's server, migrated unless `empty`. Make it in `beforeAll`, `drop` it in `afterAll`:
 *
 *     let scratch: TestDatabase
 *     beforeAll(async () => { scratch = await withDatabase() })
 *     afterAll(() => scratch.drop())
 */
export async function withDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const name = `scratch_${randomBytes(6).toString('hex')}`
  const server = inject('databaseAdminUrl')
  const role = inject('databaseRole')
  await onServer(
    server,
    `CREATE DATABASE ${name} OWNER ${role.name} TEMPLATE ${empty ? 'template0' : inject('databaseTemplate')}`,
  )
  const at = (user?: { name: string; password: string }) => {
    const url = new URL(server)
    url.pathname = `/${name}`
    if (user) {
      url.username = user.name
      url.password = user.password
    }
    return url.href
  }
  const url = at(role)
  return {
    url,
    adminUrl: at(),
    db: database(url),
    async drop() {
      await closeDatabase(url)
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** One statement in a connection of its own. */
export async function onServer(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement, [...values])
  } finally {
    await client.end()
  }
}

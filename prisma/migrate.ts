import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'

export class MigrationError extends Error {}

/** Prisma's own engine takes this lock, so that the two never run at once. */
const PRISMA_LOCK = 72707369

// The table of `prisma migrate deploy`, column for column: its `status` and `deploy` find the database as they would have left it.
const LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/**
 * Applies the migrations that this database has not seen, in the order of their names; callers at the same time wait for each other.
 * A migration is one transaction: a failed one leaves nothing behind and is tried again at the next start.
 * @param dir folder of `<name>/migration.sql`
 * @returns the names applied now
 * @throws MigrationError when one fails, when an applied one was edited, or when the database is newer than this program
 */
export async function migrate(url: string, dir = path.join(import.meta.dirname, 'migrations')): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    await client.query(LEDGER)
    const done = await readLedger(client)
    const names = (await readdir(dir)).filter((name) => existsSync(path.join(dir, name, 'migration.sql'))).sort()
    const unknown = [...done.keys()].filter((name) => !names.includes(name))
    if (unknown.length > 0)
      throw new MigrationError(
        `This database has migrations that this version of the program does not know (${unknown.join(', ')}). Start the newer version it was last used with.`,
      )
    const applied: string[] = []
    for (const name of names) {
      const sql = await readFile(path.join(dir, name, 'migration.sql'), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      const earlier = done.get(name)
      if (earlier === undefined) {
        await apply(client, name, sql, checksum)
        applied.push(name)
      } else if (earlier !== checksum)
        throw new MigrationError(
          `Migration ${name} was edited after it was applied to this database. Restore its text and put the change into a new migration.`,
        )
    }
    return applied
  } finally {
    await client.end()
  }
}

/** Checksums of the applied migrations by name. */
async function readLedger(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  const open = rows.find((row) => !row.finished)
  if (open)
    throw new MigrationError(
      `Migration ${open.name} was begun by Prisma's command line and failed there (P3009). Settle it with "prisma migrate resolve" first.`,
    )
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

async function apply(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK')
    throw new MigrationError(`Migration ${name} failed and was rolled back: ${describe(cause, sql)}`, { cause })
  }
}

/** The database's words, with the line of the migration they are about. */
function describe(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError)) return String(error)
  const line = error.position ? sql.slice(0, Number(error.position)).split('\n').length : null
  const detail = error.detail ? ` (${error.detail})` : ''
  return `${error.message}${detail}${line === null ? '' : ` at line ${line} of its migration.sql`}`
}

import pg from 'pg'
import { PostgresError } from './error'

const APPLICATION = 'cockpit'

export interface Passwords {
  readonly adminPassword: string
  readonly password: string
}

export function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

/** Makes the application's role and database, or gives the role its password again. The role is no superuser. */
export async function ensureApplication(
  port: number,
  passwords: Passwords,
): Promise<{ url: string; adminUrl: string }> {
  const adminUrl = urlOf('admin', passwords.adminPassword, port, 'postgres')
  const url = urlOf(APPLICATION, passwords.password, port, APPLICATION)
  if (await canConnect(url)) return { url, adminUrl }
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
  try {
    await admin.connect()
  } catch (cause) {
    throw new PostgresError(
      'wrong-password',
      `The database on port ${port} does not accept the administrator's password: it was made with another one. Restore the secrets.json it was made with, or move the database folder away to start afresh.`,
      { cause },
    )
  }
  try {
    // One at a time: two starts that find the role missing would both create it.
    await admin.query('SELECT pg_advisory_lock(55432)')
    const secret = admin.escapeLiteral(passwords.password)
    const role = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APPLICATION])
    await admin.query(`${role.rowCount ? 'ALTER' : 'CREATE'} ROLE ${APPLICATION} LOGIN NOSUPERUSER PASSWORD ${secret}`)
    const database = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [APPLICATION])
    if (!database.rowCount) await admin.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`)
  } finally {
    await admin.end()
  }
  return { url, adminUrl }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    return true
  } catch (error) {
    // 28P01 wrong password, 28000 no such role, 3D000 no such database: what the caller is about to set right.
    if (error instanceof pg.DatabaseError && ['28P01', '28000', '3D000'].includes(error.code ?? '')) return false
    throw error
  } finally {
    await client.end()
  }
}

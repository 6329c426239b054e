import pg from 'pg'
import { PostgresError } from './error'

/** What the web and the jobs connect as: it reads and writes rows, and owns nothing. */
const APPLICATION = 'cockpit'
/** Owns the database and its tables; nobody signs in as it. Migrations run under it. */
const OWNER = 'cockpit_owner'

export interface Passwords {
  readonly adminPassword: string
  readonly password: string
}

export function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}

export interface DatabaseUrls {
  /** The application's, which may not change what is append-only. */
  readonly url: string
  /** The owner's, for migrations and grants. */
  readonly ownerUrl: string
  readonly adminUrl: string
}

/**
 * Makes the owner, the application's role and the database, or gives the role its password again. Neither is a superuser. A database of
 * before, which the application owned, is handed over to the owner.
 */
export async function ensureApplication(port: number, passwords: Passwords): Promise<DatabaseUrls> {
  const adminUrl = urlOf('admin', passwords.adminPassword, port, 'postgres')
  const url = urlOf(APPLICATION, passwords.password, port, APPLICATION)
  const asAdmin = urlOf('admin', passwords.adminPassword, port, APPLICATION)
  const ownerUrl = `${asAdmin}?options=${encodeURIComponent(`-c role=${OWNER}`)}`
  if (await isReady(url)) return { url, ownerUrl, adminUrl }
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
    const known = async (role: string) =>
      (await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])).rowCount === 1
    if (!(await known(OWNER))) await admin.query(`CREATE ROLE ${OWNER} NOLOGIN NOSUPERUSER`)
    const verb = (await known(APPLICATION)) ? 'ALTER' : 'CREATE'
    await admin.query(`${verb} ROLE ${APPLICATION} LOGIN NOSUPERUSER PASSWORD ${secret}`)
    const database = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [APPLICATION])
    if (!database.rowCount) await admin.query(`CREATE DATABASE ${APPLICATION} OWNER ${OWNER}`)
    else await handOver(asAdmin)
  } finally {
    await admin.end()
  }
  return { url, ownerUrl, adminUrl }
}

/** Everything in the schema `public`, and the database, belongs to the owner afterwards; done again it changes nothing. */
async function handOver(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query(`DO $$
      DECLARE one record;
      BEGIN
        FOR one IN SELECT c.oid::regclass AS name FROM pg_class c
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
            AND pg_get_userbyid(c.relowner) = '${APPLICATION}' LOOP
          EXECUTE format('ALTER TABLE %s OWNER TO ${OWNER}', one.name);
        END LOOP;
        FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
          WHERE p.pronamespace = 'public'::regnamespace AND pg_get_userbyid(p.proowner) = '${APPLICATION}' LOOP
          EXECUTE format('ALTER ROUTINE %s OWNER TO ${OWNER}', one.name);
        END LOOP;
        EXECUTE 'ALTER DATABASE ${APPLICATION} OWNER TO ${OWNER}';
      END $$`)
  } finally {
    await client.end()
  }
}

/** Can the application sign in, and does it own nothing that it should not? */
async function isReady(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ owner: string; owned: boolean }>(
      `SELECT pg_get_userbyid(datdba) AS owner, EXISTS (
         SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND pg_get_userbyid(relowner) = $1) AS owned
       FROM pg_database WHERE datname = current_database()`,
      [APPLICATION],
    )
    return rows[0]?.owner === OWNER && !rows[0].owned
  } catch (error) {
    // 28P01 wrong password, 28000 no such role, 3D000 no such database: what the caller is about to set right.
    if (error instanceof pg.DatabaseError && ['28P01', '28000', '3D000'].includes(error.code ?? '')) return false
    throw error
  } finally {
    await client.end()
  }
}

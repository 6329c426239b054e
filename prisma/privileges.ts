import pg from 'pg'

/**
 * Gives the application's role what it needs in the schema `public` and nothing more: rows may be read and written, and those of
 * append-only tables only added. Append-only are the tables that carry the trigger `append_only`, so that a new one needs no word here.
 * Run after each migration by the owner of the tables; done again it changes nothing.
 * @param ownerUrl connection of the role that owns the tables
 * @param applicationUrl connection of the role the product runs as
 */
export async function grantApplication(ownerUrl: string, applicationUrl: string): Promise<void> {
  const role = pg.escapeIdentifier(decodeURIComponent(new URL(applicationUrl).username))
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('BEGIN')
    await owner.query(`GRANT USAGE ON SCHEMA public TO ${role}`)
    await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
    await owner.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`)
    const { rows } = await owner.query<{ name: string }>(
      `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger
       JOIN pg_class c ON c.oid = tgrelid AND c.relnamespace = 'public'::regnamespace WHERE tgname = 'append_only'`,
    )
    for (const { name } of rows) await owner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${name} FROM ${role}`)
    await owner.query(`REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM ${role}`)
    await owner.query('COMMIT')
  } catch (error) {
    await owner.query('ROLLBACK')
    throw error
  } finally {
    await owner.end()
  }
}

/** True where this role could change or remove an audit entry, as the owner of its table or by a grant: then only a trigger stands before it. */
export async function mayAlterAudit(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ may: boolean }>(
      `SELECT pg_has_role(c.relowner, 'MEMBER') OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') AS may
       FROM pg_class c WHERE c.oid = '"AuditEntry"'::regclass`,
    )
    return rows[0]?.may ?? true
  } finally {
    await client.end()
  }
}

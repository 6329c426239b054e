import path from 'node:path'
import { database } from '@cockpit/db/database'
import { PostgresError } from '@cockpit/db/embedded/error'
import { type RunningPostgres, startPostgres, stopPostgres } from '@cockpit/db/embedded/postgres'
import { migrate } from '@cockpit/db/migrate'
import { grantApplication, mayAlterAudit } from '@cockpit/db/privileges'
import type { Secrets } from '../secrets'
import type { Settings } from '../settings'
import { Trouble } from '../trouble'

/** Starts the embedded PostgreSQL; one that a killed start left on another port is stopped and started on this one. */
export async function openEmbeddedDatabase(
  settings: Settings,
  secrets: Secrets,
  say: (line: string) => void,
): Promise<RunningPostgres> {
  const options = {
    data: path.join(settings.data, 'pg'),
    port: settings.ports.postgres,
    adminPassword: secrets.databaseAdmin,
    password: secrets.database,
    onProgress: say,
  }
  try {
    return await startPostgres(options)
  } catch (error) {
    if (!(error instanceof PostgresError) || error.problem !== 'other-port') throw error
    say('an earlier start left PostgreSQL on another port; moving it')
    await stopPostgres(options.data)
    return startPostgres(options)
  }
}

/**
 * Brings the schema up to date under the owner's role, gives the application's role its privileges, and refuses demo accounts, whose password is printed, outside the demo.
 * @throws Trouble
 */
export async function prepareDatabase(
  settings: Settings,
  { url, ownerUrl }: { readonly url: string; readonly ownerUrl: string | null },
  say: (line: string) => void,
): Promise<void> {
  await migrate(ownerUrl ?? url)
  if (ownerUrl) await grantApplication(ownerUrl, url)
  if (await mayAlterAudit(url))
    say(
      'the application may alter its own audit trail: set DATABASE_OWNER_URL to a role that owns the tables (docs/audit.md)',
    )
  say('database is ready')
  if (settings.demo) return
  const db = database(url)
  try {
    const demo = await db.user.count({ where: { demo: true, disabledAt: null } })
    if (demo > 0)
      throw new Trouble(
        `this database holds ${demo} demo accounts with a published password. Use a data folder of its own ` +
          '(COCKPIT_DATA or DATABASE_URL), or start the demo with `npm run demo`.',
      )
  } finally {
    await db.$disconnect()
  }
}

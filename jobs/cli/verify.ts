import { Command } from 'commander'
import { json } from './print'

interface Options {
  readonly json?: boolean
}

export function verifyVerb(): Command {
  return new Command('verify')
    .description('prove that nothing was altered: the audit chain, and every file and count of the lake')
    .argument('[what]', '`reconcile` compares tables that count the same thing, by facility and month, instead')
    .option('--json', 'the findings as JSON')
    .addHelpText(
      'after',
      `
The lake is checked whether or not the cockpit runs; the audit chain needs its database.
Exit code 1 when anything does not match.

Examples:
  npm run -s cockpit -- verify
  npm run -s cockpit -- verify reconcile
  COCKPIT_DATA=data/demo npm run -s cockpit -- verify --json`,
    )
    .action(async (what: string | undefined, options: Options) => {
      if (what === 'reconcile')
        return (await import('./verify-reconcile')).verifyReconcile(process.env, options.json === true)
      if (what !== undefined) {
        const { UsageError } = await import('./trouble')
        throw new UsageError(`"${what}" is nothing that verify does; there is reconcile.`)
      }
      const { connect } = await import('./connect')
      const { settings, databaseUrl } = connect(process.env)
      const { currentManifest } = await import('@cockpit/semantic-layer/lake/read')
      const { verifyLake } = await import('../verify/verify-lake')
      const { database } = await import('@cockpit/db/database')
      const { verifyAudit } = await import('@cockpit/db/audit/verify-audit')
      const { keepAuditHead, readAuditHead } = await import('../verify/audit-head')

      const manifest = await currentManifest(settings.lake)
      let told = Date.now()
      const lake = await verifyLake(settings.lake, manifest, (done, total) => {
        if (Date.now() - told < 2_000) return
        told = Date.now()
        console.error(`lake: ${done} of ${total} files`)
      })
      const db = database(databaseUrl)
      const audit = await verifyAudit(db, readAuditHead(settings.data)).finally(() => db.$disconnect())
      if (audit.intact && audit.head) keepAuditHead(settings.data, audit.head)
      const entries = audit.intact ? Number(audit.entries) : null
      const broken = audit.intact ? null : { at: Number(audit.brokenAt), reason: audit.reason }
      const sound = lake.length === 0 && audit.intact
      if (options.json)
        console.log(json({ sound, lake: { version: manifest.version, faults: lake }, audit: { entries, broken } }))
      else {
        for (const { subject, problem } of lake) console.error(`  x lake: ${subject}: ${problem}`)
        if (broken) console.error(`  x audit: entry ${broken.at} is ${broken.reason}`)
        const rows = manifest.partitions.reduce((sum, part) => sum + part.rows, 0)
        console.log(
          `lake version ${manifest.version}: ${manifest.partitions.length} files, ${rows} rows, ${lake.length} faults`,
        )
        console.log(audit.intact ? `audit: ${entries} entries, chain unbroken` : 'audit: chain broken')
      }
      if (!sound) process.exitCode = 1
    })
}

import { Command } from 'commander'
import type { LakeReport } from '../verify/verify-lake'
import { json } from './print'
import { UsageError } from './trouble'

interface Options {
  readonly json?: boolean
  readonly full?: boolean
}

export function verifyVerb(): Command {
  return new Command('verify')
    .description('prove that nothing was altered: the audit chain, and every file and count of the lake')
    .argument('[part]', '`lake` or `audit`; both when left out')
    .option('--full', 'look at every key and the lineage of every row, instead of a sample and the merged files')
    .option('--json', 'the findings as JSON')
    .addHelpText(
      'after',
      `
\`verify lake\` needs only the data folder and runs whether or not the cockpit does; the audit chain needs its database.
Checked in the lake: the chain of manifests, the journal, each file's length, checksum and rows, read = published + rejected,
published = present + superseded + expired + erased, the lineage of rows, that no key stands twice, that what was erased is gone.
Exit code 1 when anything does not match. Files that wait to be removed are listed and are no fault.

Examples:
  npm run -s cockpit -- verify
  npm run -s cockpit -- verify lake --full
  COCKPIT_DATA=data/demo npm run -s cockpit -- verify lake --json`,
    )
    .action(async (part: string | undefined, options: Options) => {
      if (part !== undefined && part !== 'lake' && part !== 'audit')
        throw new UsageError(`there is no part "${part}" to verify; there are lake and audit.`)
      const lake = part === 'audit' ? null : await lakeReport(options)
      const audit = part === 'lake' ? null : await auditReport()
      const sound = (lake?.faults.length ?? 0) === 0 && (audit?.broken ?? null) === null
      if (options.json) console.log(json({ sound, ...(lake ? { lake } : {}), ...(audit ? { audit } : {}) }))
      else {
        if (lake) tellLake(lake)
        if (audit) tellAudit(audit)
      }
      if (!sound) process.exitCode = 1
    })
}

async function lakeReport({ full = false }: Options): Promise<LakeReport> {
  const { lakePlace } = await import('./lake-place')
  const { loadPacks } = await import('@cockpit/semantic-layer/packs/load')
  const { packRoots } = await import('@cockpit/semantic-layer/packs/folders')
  const { verifyLake } = await import('../verify/verify-lake')
  const packs = await loadPacks(packRoots(process.env.COCKPIT_PACKS))
  let told = Date.now()
  return verifyLake(lakePlace(process.env).lake, {
    tables: packs.flatMap((pack) => pack.tables),
    full,
    onProgress: (what, done, total) => {
      if (Date.now() - told < 2_000) return
      told = Date.now()
      console.error(`lake, ${what}: ${done} of ${total}`)
    },
  })
}

interface AuditReport {
  readonly entries: number | null
  readonly broken: { readonly at: number; readonly reason: string } | null
  /** Whether an earlier end had been noted: without one, only what the histories tell shows that an end was cut off. */
  readonly anchored: boolean
}

async function auditReport(): Promise<AuditReport> {
  const { connect } = await import('./connect')
  const { database } = await import('@cockpit/db/database')
  const { verifyAudit } = await import('@cockpit/db/audit/verify-audit')
  const { readAuditHead } = await import('@cockpit/db/audit/audit-head')
  const { anchorAudit } = await import('../verify/anchor-audit')
  const { settings, databaseUrl } = connect(process.env)
  const db = database(databaseUrl)
  try {
    const known = readAuditHead(settings.data)
    const anchored = known !== undefined
    const audit = await verifyAudit(db, known)
    if (!audit.intact) {
      const { brokenAt, reason } = audit
      return { entries: null, broken: { at: Number(brokenAt), reason }, anchored }
    }
    await anchorAudit(db, settings.data)
    return { entries: Number(audit.entries), broken: null, anchored }
  } finally {
    await db.$disconnect()
  }
}

function tellLake({ version, files, rows, batches, faults, orphans }: LakeReport): void {
  for (const { check, subject, problem } of faults) console.error(`  x lake, ${check}: ${subject}: ${problem}`)
  console.log(`lake version ${version}: ${files} files, ${rows} rows, ${batches} batches, ${faults.length} faults`)
  if (orphans.length > 0) {
    console.log(`${orphans.length} files that no kept state names, to be removed when their time has passed:`)
    for (const file of orphans.slice(0, 20)) console.log(`  ${file}`)
    if (orphans.length > 20) console.log(`  and ${orphans.length - 20} more`)
  }
}

function tellAudit({ entries, broken, anchored }: AuditReport): void {
  if (broken) console.error(`  x audit: entry ${broken.at} is ${broken.reason}`)
  console.log(broken ? 'audit: chain broken' : `audit: ${entries} entries, chain unbroken`)
  if (!anchored)
    console.log(
      'audit: there was no note of an earlier end (audit-head.json); an end cut off before now may not be seen',
    )
}

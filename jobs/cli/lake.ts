import os from 'node:os'
import type { AuditAct } from '@cockpit/domain/audit/act'
import { Command } from 'commander'
import type { EraseError } from '../lake/erase'
import { json } from './print'
import { Trouble } from './trouble'

interface Shared {
  readonly json?: boolean
}

export function lakeVerb(): Command {
  const lake = new Command('lake').description(
    'look after the lake: merge small files, erase a batch, clear what is old',
  )
  lake.addCommand(compactVerb())
  lake.addCommand(eraseVerb())
  lake.addCommand(retainVerb())
  return lake
}

function compactVerb(): Command {
  return new Command('compact')
    .description('merge small files now; the running cockpit does it by itself every minute')
    .option('--json', 'what was done as JSON')
    .action(async (options: Shared) => {
      const { lakePlace } = await import('./lake-place')
      const { compactLake } = await import('../lake/compact')
      const { mergeJournal } = await import('@cockpit/semantic-layer/lake/merge-journal')
      const { lake } = lakePlace(process.env)
      const done = await compactLake(lake, await tables(), {
        onMerge: ({ table, month, before, after, rows, outcome }) =>
          console.error(`${table} ${month ?? ''}: ${before} files, ${rows} rows -> ${after} (${outcome})`),
      })
      let segments = 0
      while (await mergeJournal(lake)) segments++
      if (options.json) console.log(json({ merges: done, journalMerges: segments }))
      else console.log(`${done.filter(({ outcome }) => outcome === 'merged').length} merges done`)
    })
}

interface EraseOptions extends Shared {
  readonly reason: string
  readonly by?: string
}

function eraseVerb(): Command {
  return new Command('erase')
    .description('take a batch out for good: rows, rejects, archived file, and every older state that holds them')
    .argument('<batch>', 'number of the batch, 16 hexadecimal digits')
    .requiredOption('--reason <text>', 'why; it stays on record')
    .option('--by <name>', 'who orders it; the account of the operating system when left out')
    .option('--json', 'the record as JSON')
    .addHelpText(
      'after',
      `
What the batch had superseded does not come back. The record of the batch stays, with who erased it, when and why; the audit
chain tells of it when the cockpit's database is there. The same file is refused from then on, unless it is imported with --again.

Example:
  npm run -s cockpit -- lake erase 3f0c9a1be27d4410 --reason "sent by mistake, letter of 20 November"`,
    )
    .action(async (batch: string, options: EraseOptions) => {
      const { lakePlace } = await import('./lake-place')
      const { eraseBatch } = await import('../lake/erase')
      const { lake, connection } = lakePlace(process.env)
      const by = options.by ?? `os:${os.userInfo().username}`
      const record = { lake, tables: await tables(), batch, reason: options.reason, by, now: () => new Date() }
      const { audited, erased } = await withAudit(connection?.databaseUrl ?? null, async (audit, forget) => {
        // First the order, then the deed: an erasure that was killed half way is on record as well.
        await audit('lake.erase-ordered', `batch:${batch}`, by, { reason: options.reason })
        const erased = await eraseBatch(record).catch((error: EraseError | Error) => {
          if (error.name === 'EraseError') throw new Trouble(error.message)
          throw error
        })
        // Also when it was erased before: the process may have died in between.
        await forget(erased.batch.id)
        const { id, table, sha256, erased: how } = erased.batch
        if (erased.changed)
          await audit('lake.erased', `batch:${id}`, by, { table, sha256, rows: how?.rows ?? 0, reason: options.reason })
        return erased
      })
      if (connection && erased.changed) {
        const { openBus } = await import('@cockpit/db/messaging/bus')
        const { currentVersion } = await import('@cockpit/semantic-layer/lake/read')
        const bus = await openBus({
          databaseUrl: connection.databaseUrl,
          redisUrl: connection.settings.redisUrl ?? undefined,
        })
        await bus.publish('lake.published', { version: await currentVersion(lake), tables: [erased.batch.table] })
        await bus.close()
      }
      if (!audited) console.error('no database is running: the audit chain does not tell of this, the lake does.')
      if (options.json) console.log(json(erased))
      else
        console.log(
          erased.changed
            ? `batch ${batch} erased: ${erased.batch.erased?.rows ?? 0} rows, ${erased.files.length} files deleted`
            : `batch ${batch} was erased on ${erased.batch.erased?.at ?? '?'} already`,
        )
    })
}

type Audit = (
  action: AuditAct,
  subject: string,
  actor: string,
  detail: Record<string, string | number>,
) => Promise<void>

async function withAudit<T>(
  databaseUrl: string | null,
  work: (audit: Audit, forget: (batch: string) => Promise<unknown>) => Promise<T>,
): Promise<{ audited: boolean; erased: T }> {
  const nothing = async () => undefined
  if (databaseUrl === null) return { audited: false, erased: await work(nothing, nothing) }
  const { database } = await import('@cockpit/db/database')
  const { appendAudit } = await import('@cockpit/db/audit/append-audit')
  const { forgetNamesOf } = await import('@cockpit/db/institutions/forget-batch')
  const db = database(databaseUrl)
  try {
    const audit: Audit = (action, subject, actor, detail) =>
      appendAudit(db, { actor, action, subject, detail, at: new Date() })
    return { audited: true, erased: await work(audit, (batch) => forgetNamesOf(db, batch)) }
  } finally {
    await db.$disconnect()
  }
}

function retainVerb(): Command {
  return new Command('retain')
    .description('clear what has been kept long enough; the running cockpit does it once a day')
    .option('--dry-run', 'say what would be cleared, and clear nothing')
    .option('--json', 'the counts as JSON')
    .addHelpText(
      'after',
      `
How long what is kept stands in <data>/retention.json, or in the file that COCKPIT_RETENTION names:
  {"tables": {"discharge": 60}, "archiveDays": 180, "refusedDays": 90, "rejectsDays": 180}
A table that is not named is kept for ever; the days are those above when the file does not say.`,
    )
    .action(async (options: Shared & { readonly dryRun?: boolean }) => {
      const { lakePlace } = await import('./lake-place')
      const { retain } = await import('../lake/retain')
      const { readRetention } = await import('../lake/retention')
      const { data, lake } = lakePlace(process.env)
      const retention = await readRetention(data, process.env.COCKPIT_RETENTION).catch((error: Error) => {
        throw error.name === 'RetentionError' ? new Trouble(error.message) : error
      })
      const dryRun = options.dryRun ?? false
      const done = await retain({ lake, tables: await tables(), retention, now: () => new Date(), dryRun })
      if (options.json) return console.log(json({ dryRun, ...done }))
      const verb = dryRun ? 'would go' : 'went'
      for (const { table, before, rows } of done.tables) console.log(`${table}: ${rows} rows before ${before} ${verb}`)
      console.log(`${done.rejects} reject files, ${done.archive} archived and ${done.refused} refused files ${verb}`)
    })
}

async function tables() {
  const { loadPacks } = await import('@cockpit/semantic-layer/packs/load')
  const { packRoots } = await import('@cockpit/semantic-layer/packs/folders')
  return (await loadPacks(packRoots(process.env.COCKPIT_PACKS))).flatMap((pack) => pack.tables)
}

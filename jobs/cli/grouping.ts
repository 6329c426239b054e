import type { Grouper } from '@cockpit/domain/drg/grouper'
import { UNGROUPED_REASONS, type UngroupedReason } from '@cockpit/domain/drg/ungrouped-reason'
import { Command } from 'commander'
import type { GroupingSummary } from '../grouping/run-grouping'
import type { Connection } from './connect'
import { json } from './print'
import { Trouble, UsageError } from './trouble'

interface Options {
  readonly grouper: string
  readonly month: string
  readonly all?: boolean
  readonly json?: boolean
}

/** Name under which results made here are imported. */
const SENDER = 'cockpit grouping'

export function groupingVerb(): Command {
  return new Command('grouping').description('have front pages grouped into DRGs').addCommand(
    new Command('run')
      .description('group the front pages of a month and publish the results')
      .requiredOption(
        '--grouper <kind>',
        'http: the region’s own, by <data>/grouper.json; demo: 演示分组, in a demonstration only',
      )
      .requiredOption('--month <month>', 'month of discharge, such as 2026-10')
      .option('--all', 'also pages this version has grouped before')
      .option('--json', 'what was done as JSON')
      .addHelpText(
        'after',
        `
Groups the pages that have no result of this grouping version, or were corrected since. It may be stopped at any time and goes on
where it was. Cases without a sound answer stay ungrouped with a reason and are asked about again by the next run.
Exit code 1 when cases were left without an answer, or the importer turned results down.

Examples:
  npm run -s cockpit -- grouping run --grouper http --month 2026-10
  npm run -s cockpit -- grouping run --grouper demo --month 2026-10`,
      )
      .action((options: Options) => run(options)),
  )
}

async function run(options: Options): Promise<void> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(options.month))
    throw new UsageError(`"${options.month}" is not a month; write it as 2026-10.`)
  const { withWork } = await import('./work')
  const { importAndTell } = await import('../imports/import-and-tell')
  const { runGrouping } = await import('../grouping/run-grouping')
  const summary = await withWork(process.env, async ({ imports, table, tables, connection }) => {
    const grouper = await grouperOf(options.grouper, connection)
    const results = table('drg_result')
    console.error(`grouping ${options.month} by ${grouper.version.name}`)
    return runGrouping({
      lake: imports.lake,
      tables,
      hmacKey: imports.hmacKey,
      month: options.month,
      all: options.all === true,
      grouper,
      importResults: (path, fileName) =>
        importAndTell({ table: results, path, fileName, sender: SENDER, demo: connection.demo, owned: true }, imports),
      onProgress: ({ done, waiting }) => console.error(`  ${done} of ${waiting} cases`),
    })
  })
  if (options.json) console.log(json(summary))
  else show(summary)
  const { ungrouped, kept, rejected } = summary
  const unanswered = (ungrouped['grouper-no-answer'] ?? 0) + (ungrouped['grouper-bad-answer'] ?? 0) + kept
  if (unanswered + rejected > 0) process.exitCode = 1
}

async function grouperOf(kind: string, connection: Connection): Promise<Grouper> {
  if (kind === 'demo') {
    if (!connection.demo)
      throw new UsageError('演示分组 groups the invented pages of a demonstration and no others. Use --grouper http.')
    const { demoGrouper } = await import('../grouping/demo-grouper')
    return demoGrouper()
  }
  if (kind !== 'http') throw new UsageError(`there is no grouper "${kind}"; there are http and demo.`)
  const { GrouperSettingsError, readGrouperSettings } = await import('../grouping/settings')
  const { httpGrouper } = await import('../grouping/http-grouper')
  try {
    const settings = await readGrouperSettings(connection.settings.data)
    return httpGrouper(settings, {
      secret: process.env.COCKPIT_GROUPER_SECRET,
      onTrouble: (message) => console.error(`  ! ${message}`),
    })
  } catch (error) {
    if (error instanceof GrouperSettingsError) throw new Trouble(error.message, { cause: error })
    throw error
  }
}

function show({ pages, waiting, grouped, ungrouped, kept, rejected }: GroupingSummary): void {
  console.log(`${pages} front pages, ${waiting} to be grouped: ${grouped} grouped`)
  for (const [reason, cases] of Object.entries(ungrouped)) {
    const { zh, en } = UNGROUPED_REASONS[reason as UngroupedReason]
    console.log(`  ${cases} not grouped: ${zh} ${en}`)
  }
  if (kept > 0) console.log(`  ${kept} without a sound answer keep the result they had`)
  if (rejected > 0) console.log(`  ${rejected} results were turned down; see the imports page`)
}

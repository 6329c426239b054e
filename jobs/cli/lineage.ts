import { Command } from 'commander'
import { json, table } from './print'
import { Trouble, UsageError } from './trouble'

interface Options {
  readonly indicator?: string
  readonly territory?: string
  readonly period?: string
  readonly facility?: string
  readonly file?: string
  readonly as?: string
  readonly json?: boolean
}

export function lineageVerb(): Command {
  return new Command('lineage')
    .description('from a number to the files it was made of, or from a file to the numbers it touches')
    .option('-i, --indicator <id>', 'the indicator of the number')
    .option('-t, --territory <code>', 'its area')
    .option('-p, --period <period>', '2026, 2026-Q3, 2026-10, 2026-10-05 or a range')
    .option('--facility <id>', 'one facility')
    .option('--file <batch>', 'the batch of a file, as `import` and the page of imports name it')
    .option('--as <username>', 'whose grants apply; without it every province is seen, but no counts of rows')
    .option('--json', 'everything, for a program')
    .addHelpText(
      'after',
      `
Examples:
  npm run -s cockpit -- lineage -i outpatient.visits -t 330100 -p 2026-10
  npm run -s cockpit -- lineage --file 8f0c2d31a4b59e67`,
    )
    .action((options: Options) => run(options))
}

async function run(options: Options): Promise<void> {
  const { indicator, territory, period, file } = options
  if (!file && !(indicator && territory && period))
    throw new UsageError('name --indicator, --territory and --period for a number, or --file for a file.')
  const { connect } = await import('./connect')
  const { database } = await import('@cockpit/db/database')
  const { loadFacilities, loadTerritory } = await import('@cockpit/geo/territory-store')
  const { personNamed } = await import('./person')
  const { systemActor } = await import('../system-actor')
  const { databaseUrl, cube, demo, settings } = connect(process.env)
  const db = database(databaseUrl)
  try {
    const tree = await loadTerritory(db)
    const facilities = new Map((await loadFacilities(db)).map((facility) => [facility.id, facility]))
    const asker = options.as ? await personNamed(db, options.as) : systemActor(tree)
    const ports = { cube, territory: tree, facilities, demo, now: () => new Date() }
    console.log(
      file
        ? await ofFile(file, asker, ports, settings.lake, options)
        : await ofNumber(options, asker, ports, settings.lake),
    )
  } finally {
    await db.$disconnect()
  }
}

type Ask = Parameters<typeof import('@cockpit/semantic-layer/client/lineage').originOf>

async function ofNumber(options: Options, asker: Ask[1], ports: Ask[2], lake: string): Promise<string> {
  const { originOf } = await import('@cockpit/semantic-layer/client/lineage')
  const { findBatches } = await import('@cockpit/semantic-layer/lake/journal')
  const { currentManifest } = await import('@cockpit/semantic-layer/lake/read')
  const { FacilityId, IndicatorId } = await import('@cockpit/domain/ids')
  const { PeriodError, parsePeriod } = await import('@cockpit/domain/period/period')
  const indicator = IndicatorId.safeParse(options.indicator)
  const facility = FacilityId.optional().safeParse(options.facility)
  if (!indicator.success || !facility.success)
    throw new UsageError('an indicator is written outpatient.visits, a facility as its code.')
  let period: Ask[0]['period']
  try {
    period = parsePeriod(options.period ?? '')
  } catch (error) {
    if (error instanceof PeriodError) throw new UsageError(error.message)
    throw error
  }
  const result = await originOf(
    {
      indicator: indicator.data,
      territory: options.territory ?? '',
      period,
      ...(facility.data ? { facility: facility.data } : {}),
    },
    asker,
    ports,
  )
  if (!result.ok) throw new Trouble(`${result.refusal}: ${result.message}`)
  const { files, total, tables, named } = result.origin
  const known = await findBatches(
    lake,
    await currentManifest(lake),
    files.map(({ batch }) => batch),
  )
  const told = files.map((file) => ({ ...file, fileName: (named && known.get(file.batch)?.fileName) || null }))
  if (options.json) return json({ tables, total, files: told })
  const rows = told.map(({ table: name, batch, rows, fileName }) => [name, batch, fileName ?? '', String(rows ?? '')])
  return [
    table([['table', 'batch', 'file', 'rows'], ...rows], [3]),
    '',
    `${total} file${total === 1 ? '' : 's'} · tables ${tables.join(', ')}`,
    ...withheldNote(told, options),
  ].join('\n')
}

async function ofFile(id: string, asker: Ask[1], ports: Ask[2], lake: string, options: Options): Promise<string> {
  const { reachOf } = await import('@cockpit/semantic-layer/client/lineage')
  const { findBatch } = await import('@cockpit/semantic-layer/lake/journal')
  const { currentManifest } = await import('@cockpit/semantic-layer/lake/read')
  const batch = await findBatch(lake, await currentManifest(lake), id)
  if (!batch) throw new Trouble(`the lake has no batch ${id}; \`lineage -i ...\` and the page of imports name batches.`)
  const result = await reachOf({ batch: batch.id, table: batch.table }, asker, ports)
  if (!result.ok) throw new Trouble(`${result.refusal}: ${result.message}`)
  const { places, indicators } = result.reach
  if (options.json) return json({ batch, places, indicators })
  const rows = places.map(({ countyCode, month, rows }) => [countyCode, month?.slice(0, 7) ?? '', String(rows ?? '')])
  return [
    `${batch.fileName} · ${batch.table} · ${batch.rowsPublished} of ${batch.rowsRead} rows published ${batch.publishedAt}`,
    '',
    table([['county', 'month', 'rows'], ...rows], [2]),
    '',
    `${indicators.length} indicators read ${batch.table}: ${indicators.join(', ')}`,
    ...withheldNote(places, options),
  ].join('\n')
}

/** Says why there are no counts: an empty column alone would look like no rows. Nothing when every row has its count. */
export function withheldNote(told: readonly { readonly rows: number | null }[], { as }: Pick<Options, 'as'>): string[] {
  if (told.every(({ rows }) => rows !== null)) return []
  return [
    as
      ? `rows are not counted here: the grants of ${as} do not include the files of this place.`
      : 'rows are counted for a person who may see the files of this place: name one with --as <username>.',
  ]
}

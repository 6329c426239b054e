import { Command } from 'commander'
import { json } from './print'
import { readSettings } from './settings'
import { Trouble, UsageError } from './trouble'

interface Options {
  readonly json?: boolean
}

export function clusterVerb(): Command {
  const verb = new Command('cluster')
    .description('the warehouse on ClickHouse: check it, load it, say what it shows')
    .addHelpText(
      'after',
      `
WAREHOUSE_URL says where it is, WAREHOUSE_CLUSTER the cluster's name where tables are replicated. docs/cluster.md has the set-up.

Examples:
  WAREHOUSE_URL=http://cockpit:secret@ch1:8123/health npm run -s cockpit -- cluster check
  WAREHOUSE_URL=http://cockpit:secret@ch1:8123/health npm run -s cockpit -- cluster load`,
    )
  verb
    .command('check')
    .description('whether the server answers, is new enough and grants what is needed')
    .option('--json', 'the findings as JSON')
    .action((options: Options) => onCluster((ports) => check(ports, options)))
  verb
    .command('load')
    .description('bring the cluster to the newest state of the lake')
    .option('--json', 'the outcome as JSON')
    .action((options: Options) => onCluster((ports) => load(ports, options)))
  verb
    .command('status')
    .description('which state of the lake the cluster shows, and how far it is behind')
    .option('--json', 'the state as JSON')
    .action((options: Options) => onCluster((ports) => status(ports, options)))
  return verb
}

type Ports = Awaited<ReturnType<typeof open>>

async function open() {
  const { WarehouseAddressError, warehouseAddress } = await import('@cockpit/semantic-layer/clickhouse/address')
  const { WarehouseConnection } = await import('@cockpit/semantic-layer/clickhouse/connection')
  const settings = readSettings(process.env)
  try {
    const address = warehouseAddress(process.env)
    if (address) return { settings, address, connection: new WarehouseConnection(address) }
  } catch (error) {
    if (error instanceof WarehouseAddressError) throw new UsageError(error.message)
    throw error
  }
  throw new UsageError('WAREHOUSE_URL is not set: the warehouse is DuckDB over the lake, and needs no loading.')
}

async function onCluster(work: (ports: Ports) => Promise<void>): Promise<void> {
  const ports = await open()
  const { WarehouseError } = await import('@cockpit/semantic-layer/clickhouse/connection')
  const { LoaderBusy } = await import('../cluster/one-loader')
  try {
    await work(ports)
  } catch (error) {
    if (error instanceof WarehouseError || error instanceof LoaderBusy)
      throw new Trouble(error.message, { cause: error })
    throw error
  } finally {
    await ports.connection.close()
  }
}

async function check({ connection }: Ports, options: Options): Promise<void> {
  const { checkWarehouse } = await import('@cockpit/semantic-layer/clickhouse/check')
  const findings = await checkWarehouse(connection)
  if (options.json) console.log(json({ sound: findings.length === 0, findings }))
  else {
    for (const { problem, remedy } of findings) console.error(`  x ${problem} ${remedy}`)
    if (findings.length === 0) console.log('the warehouse is ready to be loaded')
  }
  if (findings.length > 0) process.exitCode = 1
}

async function load({ connection, settings }: Ports, options: Options): Promise<void> {
  const { loadOnce } = await import('../cluster/load-once')
  const outcome = await loadOnce(connection, settings.data, (line) => console.error(line))
  if (options.json) console.log(json({ ...outcome }))
  else if (outcome.kind === 'current') console.log(`the cluster shows version ${outcome.version} of the lake already`)
  else
    console.log(
      `the cluster shows version ${outcome.version} of the lake: ${outcome.files} files, ${outcome.rows} rows loaded`,
    )
}

async function status({ connection, settings, address }: Ports, options: Options): Promise<void> {
  const { shownAddress } = await import('@cockpit/semantic-layer/clickhouse/address')
  const { newestShown } = await import('@cockpit/semantic-layer/clickhouse/shown')
  const { currentVersion } = await import('@cockpit/semantic-layer/lake/read')
  const shown = await newestShown(connection)
  const lake = await currentVersion(settings.lake)
  const state = {
    warehouse: shownAddress(address),
    shown: shown?.version ?? null,
    lake,
    behind: lake - (shown?.version ?? 0),
  }
  if (options.json) console.log(json(state))
  else
    console.log(
      `${state.warehouse} shows ${state.shown === null ? 'nothing yet' : `version ${state.shown}`}; the lake is at ${lake} (${state.behind} behind)`,
    )
}

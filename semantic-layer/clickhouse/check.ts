import { shownAddress } from './address'
import { type WarehouseConnection, WarehouseError } from './connection'
import { text } from './types'

/** The release whose answers are compared with DuckDB's in tests; an older one was never asked. */
export const OLDEST: readonly [number, number] = [26, 7]

export interface WarehouseFinding {
  readonly problem: string
  readonly remedy: string
}

const AUTHENTICATION_FAILED = '516'

/** What stands between this cockpit and its warehouse; empty when nothing does. Nothing is changed. */
export async function checkWarehouse(connection: WarehouseConnection): Promise<WarehouseFinding[]> {
  const { address } = connection
  const where = shownAddress(address)
  let version: string
  try {
    version = (await connection.rows<{ v: string }>('SELECT version() AS v'))[0]?.v ?? ''
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error
    if (error.code === AUTHENTICATION_FAILED)
      return [
        {
          problem: `${where} refuses the user or its password.`,
          remedy: 'Correct the user and password in WAREHOUSE_URL.',
        },
      ]
    return [
      {
        problem: error.message,
        remedy: 'Start the server, or correct host and port in WAREHOUSE_URL (8123, or 8443 with https).',
      },
    ]
  }
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const findings: WarehouseFinding[] = []
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    findings.push({ problem: `${where} is ClickHouse ${version}.`, remedy: `Use ${OLDEST.join('.')} or newer.` })
  const [found] = await connection.rows<{ n: string }>(
    `SELECT count() AS n FROM system.databases WHERE name = ${text(address.database)}`,
  )
  if (Number(found?.n) === 0)
    return [
      ...findings,
      {
        problem: `There is no database ${address.database} on ${where}, or this user may not see it.`,
        remedy: 'Make it and grant the rights listed in docs/cluster.md.',
      },
    ]
  for (const right of RIGHTS) {
    const [granted] = await connection.rows<{ result: number | string }>(
      `CHECK GRANT ${right} ON ${address.database}.*`,
    )
    if (Number(granted?.result) !== 1)
      findings.push({
        problem: `This user may not ${right} on ${address.database}.`,
        remedy: `GRANT ${right} ON ${address.database}.* TO ${address.username}`,
      })
  }
  return address.cluster === null ? findings : [...findings, ...(await clusterFindings(connection, address.cluster))]
}

/** What loading needs. */
const RIGHTS = ['SELECT', 'INSERT', 'CREATE TABLE', 'CREATE VIEW', 'DROP VIEW', 'ALTER TABLE'] as const

async function clusterFindings(connection: WarehouseConnection, cluster: string): Promise<WarehouseFinding[]> {
  const findings: WarehouseFinding[] = []
  const [hosts] = await connection.rows<{ n: string; shards: string }>(
    `SELECT count() AS n, uniqExact(shard_num) AS shards FROM system.clusters WHERE cluster = ${text(cluster)}`,
  )
  if (Number(hosts?.n) === 0)
    findings.push({
      problem: `The server knows no cluster ${cluster}.`,
      remedy: 'Write it into remote_servers, or correct WAREHOUSE_CLUSTER.',
    })
  else if (Number(hosts?.shards) > 1)
    findings.push({
      problem: `The cluster ${cluster} has ${hosts?.shards} shards.`,
      remedy: 'Use one shard with several replicas: every host must hold all rows.',
    })
  const macros = (await connection.rows<{ macro: string }>('SELECT macro FROM system.macros')).map(({ macro }) => macro)
  for (const macro of ['shard', 'replica'])
    if (!macros.includes(macro))
      findings.push({
        problem: `The server has no macro {${macro}}.`,
        remedy: 'Set it in the macros section of every host.',
      })
  return findings
}

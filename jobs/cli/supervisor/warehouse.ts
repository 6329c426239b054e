import {
  type WarehouseAddress,
  WarehouseAddressError,
  warehouseAddress,
} from '@cockpit/semantic-layer/clickhouse/address'
import { checkWarehouse } from '@cockpit/semantic-layer/clickhouse/check'
import { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { newestShown } from '@cockpit/semantic-layer/clickhouse/shown'
import { loadOnce } from '../../cluster/load-once'
import { Trouble, UsageError } from '../trouble'

/**
 * Where WAREHOUSE_URL names a cluster: checks it and, the first time, loads the lake, so that the semantic layer has something to show.
 * @throws UsageError, or Trouble saying what is wrong with the cluster and what to do
 */
export async function prepareWarehouse(
  env: NodeJS.ProcessEnv,
  data: string,
  say: (line: string) => void,
): Promise<void> {
  const address = addressOf(env)
  if (!address) return
  const connection = new WarehouseConnection(address)
  try {
    const findings = await checkWarehouse(connection)
    if (findings.length > 0)
      throw new Trouble(
        `the warehouse cannot be used:\n${findings.map(({ problem, remedy }) => `  - ${problem} ${remedy}`).join('\n')}`,
      )
    if ((await newestShown(connection)) === null) {
      say('the cluster holds no lake yet; loading it')
      await loadOnce(connection, data, say)
    }
    say('warehouse is ready')
  } finally {
    await connection.close()
  }
}

function addressOf(env: NodeJS.ProcessEnv): WarehouseAddress | null {
  try {
    return warehouseAddress(env)
  } catch (error) {
    if (error instanceof WarehouseAddressError) throw new UsageError(error.message)
    throw error
  }
}

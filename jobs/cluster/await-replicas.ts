import type { WarehouseConnection } from '@cockpit/semantic-layer/clickhouse/connection'
import { at, onCluster } from '@cockpit/semantic-layer/clickhouse/tables'

/** Seconds a replica may take before the switch goes on without it; it is then behind and must not be asked (docs/cluster.md). */
const PATIENCE = 300

/**
 * On a cluster, waits until every replica has what was just written: a reader of another host must not see the switch before the rows
 * it shows. Without a cluster there is nothing to wait for.
 * @param tables by ClickHouse's names
 */
export async function awaitReplicas(connection: WarehouseConnection, tables: ReadonlySet<string>): Promise<void> {
  const { address } = connection
  if (address.cluster === null) return
  for (const name of tables)
    await connection.command(`SYSTEM SYNC REPLICA${onCluster(address)} ${at(address, name)}`, {
      distributed_ddl_task_timeout: PATIENCE,
      distributed_ddl_output_mode: 'null_status_on_timeout',
    })
}

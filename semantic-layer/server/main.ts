import { resolve } from 'node:path'
import { warehouseAddress } from '../clickhouse/address'
import { startSemanticLayer } from './server'

/**
 * The semantic layer as a process. Environment: COCKPIT_DATA (default `data`), CUBE_PORT (default 4567), CUBE_API_SECRET,
 * COCKPIT_PACKS, WAREHOUSE_URL (ClickHouse instead of DuckDB), COCKPIT_ROLLUPS_AHEAD (`0`: none is built before a question needs it). Ready when GET /readyz answers 200. SIGTERM and SIGINT stop it after the running requests.
 */
const log = (message: string, facts: Record<string, unknown>) =>
  console.error(JSON.stringify({ at: new Date().toISOString(), part: 'semantic-layer', message, ...facts }))

try {
  const layer = await startSemanticLayer({
    data: resolve(process.env.COCKPIT_DATA ?? 'data'),
    port: portFrom(process.env.CUBE_PORT),
    secret: process.env.CUBE_API_SECRET ?? '',
    packs: process.env.COCKPIT_PACKS,
    cluster: warehouseAddress(process.env),
    ahead: process.env.COCKPIT_ROLLUPS_AHEAD !== '0',
    log,
  })
  console.log(
    JSON.stringify({ at: new Date().toISOString(), part: 'semantic-layer', message: 'ready', url: layer.url }),
  )
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    // Leaving by the front door runs DuckDB's destructors, which wait for queries that are still running and may wait for ever.
    // Nothing here outlives the process, so it may be cut off.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 10_000).unref()
    layer.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log('The semantic layer did not stop cleanly', { error: String(error) })
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  log('The semantic layer cannot start', { error: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}

function portFrom(text: string | undefined): number {
  const port = Number(text ?? 4567)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`CUBE_PORT is ${text}; write a port number such as 4567.`)
  return port
}

import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { WarehouseAddress } from '../clickhouse/address'
import { ClusterWarehouse } from '../clickhouse/cluster-warehouse'
import { packRoots } from '../packs/folders'
import { loadPacks } from '../packs/load'
import { publishPacks } from '../packs/publish-packs'
import { boundQuestions, boundResults } from './bounded-memory'
import { loadConfiguration } from './configuration'
import { readKeysAfresh } from './fresh-keys'
import { withKeyMadeOnce } from './key-once'
import { readModels } from './models'
import { standInForNative } from './native-stand-in'
import { rememberedKeys } from './remembered-keys'
import { rememberingDialect } from './remembered-rollups'
import { spareRollups } from './spare-rollups'
import { ROLLUP_SCHEMA, Warehouse } from './warehouse'
import { type Refresher, Warmer } from './warm'

export interface SemanticLayerOptions {
  /** Data folder; the lake is `<data>/lake`, the packs' plain data is written to `<data>/packs.json`. */
  readonly data: string
  readonly port: number
  /** Signs the scope; at least 32 characters. */
  readonly secret: string
  /** `COCKPIT_PACKS`: further pack folders, separated by `:`. */
  readonly packs?: string
  /** The warehouse of a cluster; DuckDB over the lake without it. */
  readonly cluster?: WarehouseAddress | null
  /** False: a rollup is built by the first question that needs it, none ahead of the questions. */
  readonly ahead?: boolean
  readonly log: (message: string, facts: Record<string, unknown>) => void
}

export interface SemanticLayer {
  readonly url: string
  close(): Promise<void>
}

/** Before any module of Cube is loaded: it reads these when it starts. */
const CUBE_ENVIRONMENT = {
  NODE_ENV: 'production',
  CUBEJS_CACHE_AND_QUEUE_DRIVER: 'memory',
  CUBEJS_TESSERACT_SQL_PLANNER: 'false',
  CUBEJS_TELEMETRY: 'false',
  // Done below for what is logged, instead of for everything that could be.
  CUBEJS_LOG_REDACTION: 'false',
  CUBEJS_PRE_AGGREGATIONS_BUILDER: 'true',
  CUBEJS_CONCURRENCY: '4',
  CUBEJS_PRE_AGGREGATIONS_SCHEMA: ROLLUP_SCHEMA,
  // A span of days inside a month must not be answered by whole months, in anyone's pack.
  CUBEJS_PRE_AGGREGATIONS_ALLOW_NON_STRICT_DATE_RANGE_MATCH: 'false',
  // A rule over every facility and month of two years is one question.
  CUBEJS_DB_QUERY_LIMIT: '1000000',
} as const

interface CompilerApi {
  metaConfig(context: object, options: object): Promise<unknown>
  getCompilers(context: object): Promise<{ compilerCache?: Parameters<typeof boundQuestions>[0] }>
}
interface ServerCore extends Refresher {
  initApp(app: unknown): Promise<void>
  getCompilerApi(context: object): Promise<CompilerApi>
  beforeShutdown(): Promise<void>
  releaseConnections(): Promise<void>
}

/**
 * Starts Cube's REST interface on 127.0.0.1 over the lake, or over the cluster the lake is loaded into.
 * @throws Error when a pack, the model or the lake is unsound, or the port is taken: nothing is served half right.
 */
export async function startSemanticLayer(options: SemanticLayerOptions): Promise<SemanticLayer> {
  if (options.secret.length < 32)
    throw new Error('CUBE_API_SECRET must have at least 32 characters; it signs who may see what.')
  const roots = packRoots(options.packs)
  const packs = await loadPacks(roots)
  await publishPacks(packs, options.data)
  const tables = packs.flatMap((pack) => pack.tables)
  const warehouse = options.cluster
    ? await ClusterWarehouse.open(options.data, options.cluster)
    : await Warehouse.open(options.data, tables)
  try {
    const core = await createCore(options, roots, warehouse)
    const { server, url } = await listen(core, options, warehouse)
    const warmer = new Warmer(core, (error) =>
      options.log('The rollups cannot be built ahead', { error: String(error) }),
    )
    const ahead = options.ahead !== false
    if (ahead) warehouse.onPublication(() => warmer.soon())
    warehouse.follow(500, (error) => options.log('The warehouse cannot be followed', { error: String(error) }))
    if (ahead && warehouse.rollups) warmer.soon(0)
    return {
      url,
      async close() {
        warmer.stop()
        await core.beforeShutdown()
        await new Promise<void>((done) => {
          server.close(() => done())
          server.closeIdleConnections()
          setTimeout(() => server.closeAllConnections(), 3000).unref()
        })
        await core.releaseConnections()
        await warehouse.close()
      },
    }
  } catch (error) {
    await warehouse.close()
    throw error
  }
}

async function createCore(
  options: SemanticLayerOptions,
  roots: readonly string[],
  warehouse: Warehouse | ClusterWarehouse,
): Promise<ServerCore> {
  Object.assign(process.env, CUBE_ENVIRONMENT, warehouse.environment)
  standInForNative()
  const require = createRequire(import.meta.url)
  const { CubejsServerCore } = require('@cubejs-backend/server-core') as {
    CubejsServerCore: new (options: object) => ServerCore
  }
  const { redactLogParams } = require('@cubejs-backend/shared') as {
    redactLogParams(facts: Record<string, unknown>): Record<string, unknown>
  }
  const { driver } = warehouse
  const read = (sql: string, values: unknown[]) => driver.query(sql, values)
  readKeysAfresh(warehouse.kind === 'duckdb' ? rememberedKeys(() => warehouse.shown(), read) : read)
  spareRollups()
  boundResults()
  // Cube asks for it with every question; it is one, or it would remember nothing.
  const dialect = warehouse.rollups ? rememberingDialect() : null
  const core = new (withKeyMadeOnce(CubejsServerCore))({
    ...loadConfiguration(),
    apiSecret: options.secret,
    devServer: false,
    cacheAndQueueDriver: 'memory',
    driverFactory: () => driver,
    ...(dialect ? { dialectFactory: () => dialect } : {}),
    repositoryFactory: () => ({ localPath: () => '.', dataSchemaFiles: () => readModels(roots) }),
    logger: (message: string, facts: Record<string, unknown>) => {
      if (facts.error || facts.warning) options.log(message, redactLogParams(facts))
    },
  })
  const context = { securityContext: {}, requestId: 'start' }
  const compiler = await core.getCompilerApi(context)
  await compiler.metaConfig(context, { requestId: 'start' })
  boundQuestions((await compiler.getCompilers(context)).compilerCache)
  return core
}

async function listen(
  core: ServerCore,
  options: SemanticLayerOptions,
  warehouse: Warehouse | ClusterWarehouse,
): Promise<{ server: Server; url: string }> {
  const express = createRequire(import.meta.url)('express') as () => {
    get(path: string, handler: (request: unknown, response: HealthResponse) => Promise<void>): void
  }
  const app = express()
  for (const path of ['/readyz', '/livez'])
    app.get(path, async (_, response) => {
      const { fault, ...facts } = await warehouse.health()
      const down = fault !== null && path === '/readyz'
      response.status(down ? 503 : 200)
      response.json({
        health: down ? 'DOWN' : 'HEALTH',
        manifestVersion: warehouse.version,
        ...facts,
        ...(fault ? { fault } : {}),
      })
    })
  await core.initApp(app)
  const server = createServer(app as never)
  // Longer than a client keeps an unused connection: it is the client that closes, so no question meets a closed door.
  server.keepAliveTimeout = 75_000
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(options.port, '127.0.0.1', done)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return { server, url: `http://127.0.0.1:${port}` }
}

interface HealthResponse {
  status(code: number): void
  json(body: object): void
}

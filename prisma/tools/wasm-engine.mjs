// Prisma's schema engine from its WASM build, over the pg driver: what the native binary does, without the binary.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
const { instance } = await WebAssembly.instantiate(readFileSync(path.join(folder, 'schema_engine_bg.wasm')), {
  './schema_engine_bg.js': bindings,
})
bindings.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start()

export const engineVersion = () => bindings.version()

// The catalogue answers with the internal type "char" (oid 18), which adapter-pg 7.10 cannot read; text (25) is the same on the wire.
const CHAR_OID = 18
const TEXT_OID = 25
const addFields = pg.Result.prototype.addFields
pg.Result.prototype.addFields = function (fields) {
  for (const field of fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID
  return addFields.call(this, fields)
}

/** Connection settings of a Prisma URL: `schema` and `sslmode` are parameters, the rest is the usual form. */
export function settings(url) {
  const at = new URL(url)
  const sslmode = at.searchParams.get('sslmode') ?? 'disable'
  return {
    host: decodeURIComponent(at.searchParams.get('host') ?? at.hostname),
    port: Number(at.port || 5432),
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database: decodeURIComponent(at.pathname.slice(1)),
    ...(sslmode === 'disable' ? {} : { ssl: { rejectUnauthorized: sslmode.startsWith('verify') } }),
  }
}

/** adapter-pg splits scripts at every semicolon, also inside $$ bodies; the simple protocol takes the script whole. */
function withWholeScripts(connection) {
  connection.executeScript = async (script) => {
    try {
      await connection.client.query(script)
    } catch (error) {
      connection.onError(error)
    }
  }
  return connection
}

class Adapter extends PrismaPg {
  constructor(datasource) {
    super(datasource.url ? settings(datasource.url) : {}, { schema: schemaOf(datasource) })
    this.datasource = datasource
  }

  async connect() {
    return withWholeScripts(await super.connect())
  }

  /** adapter-pg drops the shadow database while its own pool still holds it; here the pool is closed first. */
  async connectToShadowDb() {
    const { url, shadowDatabaseUrl } = this.datasource
    const options = { schema: schemaOf(this.datasource) }
    if (shadowDatabaseUrl) return withWholeScripts(await new PrismaPg(settings(shadowDatabaseUrl), options).connect())
    const main = await this.connect()
    const database = `shadow_${crypto.randomUUID()}`
    await main.executeScript(`CREATE DATABASE "${database}"`)
    const shadow = withWholeScripts(await new PrismaPg({ ...settings(url), database }, options).connect())
    const dispose = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await dispose()
      await main.executeScript(`DROP DATABASE "${database}" WITH (FORCE)`)
      await main.dispose()
    }
    return shadow
  }
}

function schemaOf(datasource) {
  return datasource.url ? (new URL(datasource.url).searchParams.get('schema') ?? undefined) : undefined
}

/** Starts an engine. `datamodels` are [path, text] pairs or undefined; `log` receives the engine's log lines. */
export function startEngine(datasource, datamodels, log) {
  const factory = bindMigrationAwareSqlAdapterFactory(new Adapter(datasource))
  return bindings.SchemaEngine.new({ datamodels }, log, factory)
}

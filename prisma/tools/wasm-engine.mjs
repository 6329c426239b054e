// Prisma's schema engine from its WASM build, over the pg driver: what the native binary does, without the binary.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

// The engine leaves the words of a panic here before it dies of it.
const panic = { message: '' }
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panic.message = message
  },
}
export const panicMessage = () => panic.message

const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
const { instance } = await WebAssembly.instantiate(readFileSync(path.join(folder, 'schema_engine_bg.wasm')), {
  './schema_engine_bg.js': bindings,
})
bindings.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start()

export const engineVersion = () => bindings.version()

// The catalogue answers with the internal type "char" (oid 18), which adapter-pg 7.10 cannot read. It is given bpchar's number, the same
// on the wire; that the engine wants it as a character and not as text is said in `withCharacters`.
const CHAR_OID = 18
const BPCHAR_OID = 1042
let charColumns = []
const addFields = pg.Result.prototype.addFields
pg.Result.prototype.addFields = function (fields) {
  const found = fields.filter((field) => field.dataTypeID === CHAR_OID)
  for (const field of found) field.dataTypeID = BPCHAR_OID
  charColumns = found.map((field) => field.name)
  return addFields.call(this, fields)
}

/** Marks the "char" columns of each answer. The engine asks one question after another, so the last fields are this answer's. */
function withCharacters(connection) {
  const queryRaw = connection.queryRaw.bind(connection)
  connection.queryRaw = async (question) => {
    const answer = await queryRaw(question)
    const columnTypes = answer.columnTypes.map((type, i) =>
      charColumns.includes(answer.columnNames[i]) ? ColumnTypeEnum.Character : type,
    )
    return { ...answer, columnTypes }
  }
  return connection
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

/** A connection as the engine needs it. adapter-pg splits scripts at every semicolon, also inside $$ bodies; the simple protocol takes the script whole. */
function forEngine(connection) {
  connection.executeScript = async (script) => {
    try {
      await connection.client.query(script)
    } catch (error) {
      connection.onError(error)
    }
  }
  return withCharacters(connection)
}

class Adapter extends PrismaPg {
  constructor(datasource) {
    super(datasource.url ? settings(datasource.url) : {}, { schema: schemaOf(datasource) })
    this.datasource = datasource
  }

  async connect() {
    return forEngine(await super.connect())
  }

  /** adapter-pg drops the shadow database while its own pool still holds it; here the pool is closed first. */
  async connectToShadowDb() {
    const { url, shadowDatabaseUrl } = this.datasource
    const options = { schema: schemaOf(this.datasource) }
    if (shadowDatabaseUrl) return forEngine(await new PrismaPg(settings(shadowDatabaseUrl), options).connect())
    const main = await this.connect()
    const database = `shadow_${crypto.randomUUID()}`
    await main.executeScript(`CREATE DATABASE "${database}"`)
    const shadow = forEngine(await new PrismaPg({ ...settings(url), database }, options).connect())
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

#!/usr/bin/env node
// Stands in for Prisma's native schema-engine: the same arguments, and JSON-RPC by lines on standard input and output.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { engineVersion, panicMessage, settings, startEngine } from './wasm-engine.mjs'

const WITH_VALUE = ['--datamodels', '--datasource', '--enabled-preview-features', '--extension-types']
const datamodels = []
const words = []
let datasource = {}
const args = process.argv.slice(2)
while (args.length > 0) {
  const word = args.shift()
  const value = WITH_VALUE.includes(word) ? args.shift() : undefined
  if (word === '--datamodels') datamodels.push([value, readFileSync(value, 'utf8')])
  else if (word === '--datasource') datasource = JSON.parse(value)
  else if (value === undefined) words.push(word)
}

const PRISMA_CODES = { '3D000': 'P1003', '28P01': 'P1000', ECONNREFUSED: 'P1001' }

/** The CLI reads the last ERROR line of standard error. */
function fail(message, code) {
  const line = (level, fields) => `${JSON.stringify({ level, target: 'schema_engine::logger', fields })}\n`
  process.stderr.write(line('INFO', { message: 'schema-engine-wasm' }) + line('ERROR', { message, error_code: code }))
  process.exit(1)
}

async function once(config, statement) {
  const client = new pg.Client(config)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const quoted = (name) => `"${name.replaceAll('"', '""')}"`
const onServer = (statement) => once({ ...settings(datasource.url), database: 'postgres' }, statement)

/** The commands the CLI gives by argument instead of by message. */
async function command(name) {
  const { database } = settings(datasource.url)
  if (name === 'can-connect-to-database') return once(settings(datasource.url), 'SELECT 1')
  if (name === 'create-database') return onServer(`CREATE DATABASE ${quoted(database)}`)
  if (name === 'drop-database') return onServer(`DROP DATABASE IF EXISTS ${quoted(database)}`)
  throw new Error(`The stand-in schema engine does not know the command "${name}".`)
}

// A panic of the engine comes as an exception outside any answer; the CLI would then report an error without words.
process.on('uncaughtException', (error) => fail(panicMessage() || error.stack || String(error)))

let engine
async function answer(method, params) {
  if (method === 'createDatabase') {
    await command('create-database')
    return { databaseName: settings(datasource.url).database }
  }
  const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`)
  engine ??= await startEngine(datasource, datamodels.length > 0 ? datamodels : undefined, log)
  // These two cannot open a shadow database themselves; a diagnosis beforehand fills the engine's cache of it.
  if (method === 'evaluateDataLoss' || method === 'createMigration')
    await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
  return (await engine[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? {}
}

async function serve() {
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  let printed = 0
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const { id, method, params } = JSON.parse(line)
    if (id === undefined || method === undefined) continue
    try {
      const result = await answer(method, params)
      if (method === 'diff' && result.stdout)
        send({ id: `print-${++printed}`, method: 'print', params: { content: result.stdout } })
      send({ id, result })
    } catch (error) {
      const message = panicMessage() || error.message
      const data = { is_panic: panicMessage() !== '', message, error_code: error.code, meta: error.meta ?? null }
      send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } })
    }
  }
}

if (words.includes('--version')) {
  console.log(`schema-engine-wasm ${engineVersion()}`)
} else if (words[0] === 'cli') {
  await command(words[1]).catch((error) => fail(error.message, PRISMA_CODES[error.code]))
} else {
  await serve()
}
process.exit(0)

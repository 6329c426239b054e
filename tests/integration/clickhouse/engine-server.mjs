/*
 * The part of ClickHouse's HTTP interface that clients use, over the real engine as a library: a query in the body or, with data in the
 * body, in the address; settings and the format beside it; errors as the server words them. One process, so that it can be killed
 * like a server. Usage: node engine-server.mjs <folder> <port> <database>
 */
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { Session } from 'chdb'

const [folder, port, database] = process.argv.slice(2)
const session = new Session(join(folder, 'store'))
const run = (sql, format = 'TSV') => session.query(sql, format)
run(`CREATE DATABASE IF NOT EXISTS ${database}`)
run(`USE ${database}`)

/** Answers wait this long: a test that looks at what happens meanwhile. Milliseconds. */
let delay = 0
/** Questions that came since the delay was set. */
let asked = 0
let uploads = 0
const NOT_SETTINGS = new Set(['query', 'query_id', 'database', 'default_format', 'session_id', 'role'])
/** Have no meaning in a library. */
const OF_SERVERS = new Set(['wait_end_of_query', 'enable_http_compression', 'send_progress_in_http_headers'])
/** What is set now: settings come with every request, and stay in a library until they are set again. */
const current = new Map()

function withSettings(parameters) {
  const wanted = new Map([...parameters].filter(([name]) => !NOT_SETTINGS.has(name) && !OF_SERVERS.has(name)))
  for (const name of [...current.keys()]) if (!wanted.has(name)) apply(name, undefined)
  for (const [name, value] of wanted) if (current.get(name) !== value) apply(name, value)
}

function apply(name, value) {
  run(`SET ${name} = ${value === undefined ? 'DEFAULT' : `'${value.replaceAll("'", "\\'")}'`}`)
  if (value === undefined) current.delete(name)
  else current.set(name, value)
}

function answer(parameters, body) {
  const inAddress = parameters.get('query')
  const asked = parameters.get('database')
  if (asked && asked !== database && asked !== 'default')
    throw new Error(`Code: 81. DB::Exception: Database ${asked} does not exist. (UNKNOWN_DATABASE)`)
  withSettings(parameters)
  if (inAddress === null) return read(body.toString('utf8'))
  if (/\bFORMAT\s+Parquet\s*$/i.test(inAddress)) {
    const file = join(folder, `upload-${process.pid}-${++uploads}.parquet`)
    writeFileSync(file, body)
    try {
      return run(inAddress.replace(/\bFORMAT\s+Parquet\s*$/i, '').replace(/\binput\(/, `file('${file}', Parquet, `))
    } finally {
      rmSync(file, { force: true })
    }
  }
  return body.length > 0 ? run(`${inAddress}\n${body.toString('utf8')}`) : read(inAddress)
}

function read(text) {
  const form = /\bFORMAT\s+([A-Za-z]+)\s*;?\s*$/.exec(text)
  return run(form ? text.slice(0, form.index) : text, form?.[1])
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://engine')
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  if (pathname === '/ping') return response.end('Ok.\n')
  if (pathname === '/delay') {
    delay = Number(searchParams.get('ms'))
    asked = 0
    return response.end()
  }
  if (pathname === '/asked') return response.end(String(asked))
  asked += 1
  if (request.headers.authorization !== `Basic ${Buffer.from('cockpit:s3cret word').toString('base64')}`) {
    response.writeHead(403, { 'x-clickhouse-exception-code': '516' })
    return response.end(
      'Code: 516. DB::Exception: cockpit: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)',
    )
  }
  if (delay > 0) await new Promise((done) => setTimeout(done, delay))
  try {
    const body = answer(searchParams, Buffer.concat(chunks))
    response.writeHead(200, { 'content-type': 'text/plain; charset=UTF-8' })
    response.end(body)
  } catch (error) {
    const text = error.message.replace(/^Query failed: /, '')
    const code = /Code: (\d+)/.exec(text)?.[1] ?? '1000'
    response.writeHead(500, { 'x-clickhouse-exception-code': code })
    response.end(text)
  }
})
server.requestTimeout = 0
// Clients keep their sockets; one that is closed while the engine computes would look like a failure.
server.keepAliveTimeout = 600_000
server.listen(Number(port), '127.0.0.1', () => console.log(`listening on ${server.address().port}`))

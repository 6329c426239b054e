import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root, say, Trouble } from './console.mjs'
import { hashSources } from './source-hash.mjs'

const SOURCES = ['web', 'domain', 'geo', 'prisma', 'semantic-layer', 'package-lock.json']
const web = path.join(root, 'web')
const dist = path.join(web, 'dist')
const KEPT = 2

/**
 * Builds the web into `web/dist/<hash of its sources>/` and returns that folder.
 * The folder appears by one rename when it is complete: a killed build leaves nothing that looks finished, and a
 * running server never sees its files change under it.
 */
export async function buildWeb() {
  const hash = hashSources(root, SOURCES).slice(0, 16)
  const target = path.join(dist, hash)
  if (fs.existsSync(path.join(target, 'web/server.js'))) {
    point(hash)
    return target
  }
  say('building the web (a minute or two; longer on a busy machine)')
  await nextBuild()
  const standalone = path.join(web, '.next/standalone')
  if (!fs.existsSync(path.join(standalone, 'web/server.js')))
    throw new Trouble(
      'the build left no web/.next/standalone/web/server.js; next.config.ts must keep `output: "standalone"`.',
    )
  fs.cpSync(path.join(web, '.next/static'), path.join(standalone, 'web/.next/static'), { recursive: true })
  if (fs.existsSync(path.join(web, 'public')))
    fs.cpSync(path.join(web, 'public'), path.join(standalone, 'web/public'), { recursive: true })
  fs.mkdirSync(dist, { recursive: true })
  fs.rmSync(target, { recursive: true, force: true })
  fs.renameSync(standalone, target)
  point(hash)
  dropOldBuilds(hash)
  say('web built')
  return target
}

/** Says which build is served. Who runs a folder that another prepared for him may not write there, and need not. */
function point(hash) {
  const current = path.join(dist, 'current')
  if (fs.existsSync(current) && fs.readFileSync(current, 'utf8') === hash) return
  fs.writeFileSync(current, hash)
}

function nextBuild() {
  return new Promise((resolve, reject) => {
    const output = []
    const child = spawn(process.execPath, [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: web,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', COCKPIT_BUILD: '1' },
    })
    const timer = setInterval(() => say(`still building the web${lastLine(output)}`), 15_000)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
    child.on('exit', (code) => {
      clearInterval(timer)
      if (code === 0) resolve()
      else reject(new Trouble(`the web could not be built (code ${code}):\n${Buffer.concat(output).toString('utf8')}`))
    })
  })
}

/** What the build said last, so that who waits sees it get on. */
function lastLine(output) {
  const text = stripVTControlCharacters(Buffer.concat(output).toString('utf8'))
  const line = text.split('\n').findLast((one) => one.trim() !== '')
  return line ? `: ${line.trim().slice(0, 80)}` : ''
}

function dropOldBuilds(current) {
  const builds = fs
    .readdirSync(dist, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== current)
    .map((entry) => path.join(dist, entry.name))
    .sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)
  for (const old of builds.slice(KEPT - 1)) fs.rmSync(old, { recursive: true, force: true })
}

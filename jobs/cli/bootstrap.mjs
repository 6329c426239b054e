#!/usr/bin/env node
// The one entry of a fresh clone. Plain JavaScript on Node alone: nothing is installed yet when this runs.
//   node jobs/cli/bootstrap.mjs <verb> ...     prepares what the verb needs, then runs it
//   node jobs/cli/bootstrap.mjs --prepare      prepares everything and stops
import { spawn } from 'node:child_process'
import { root, say, Trouble } from './prepare/console.mjs'
import { checkNode } from './prepare/node-version.mjs'

/** Verbs that serve the web, and so need it built. */
const BUILT_WEB = new Set(['up', 'demo'])

async function main(argv) {
  checkNode(process.versions.node)
  const prepareOnly = argv[0] === '--prepare'
  const asksHelp = argv.includes('--help') || argv.includes('-h')
  const { holdingLock } = await import('./prepare/lock.mjs')
  await holdingLock(async () => {
    const { install } = await import('./prepare/install.mjs')
    await install()
    const { generateClient } = await import('./prepare/generate-client.mjs')
    await generateClient()
    if (prepareOnly || (BUILT_WEB.has(argv[0]) && !asksHelp && !argv.includes('--without-web'))) {
      const { buildWeb } = await import('./prepare/build-web.mjs')
      await buildWeb()
    }
  })
  if (prepareOnly) {
    say('ready')
    return 0
  }
  return run(argv)
}

/** Runs the command line proper. Ctrl-C reaches both processes; this one waits so that the shell gets its prompt back last. */
function run(argv) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'jobs/cli/main.ts', ...argv], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, COCKPIT_CALLED_FROM: process.env.INIT_CWD ?? process.cwd() },
    })
    process.on('SIGINT', () => {})
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    console.error(error instanceof Trouble ? `cockpit: ${error.message}` : error)
    process.exitCode = 1
  },
)

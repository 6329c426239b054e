import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopPostgres } from '@cockpit/db/embedded/postgres'
import { DATA, PORTS, ROOT, SCREENS, WEB } from './address'
import { endLeftovers, requireFreePorts } from './start-stack-ports'

const MINUTES = 15

/** Starts the small demo as a person would and waits until its data is loaded and its rules have run. */
export default async function startStack(): Promise<void> {
  // A run that was killed may have left its cockpit behind; its database would outlive the folder.
  await endLeftovers(DATA)
  await stopPostgres(path.join(DATA, 'pg'))
  await requireFreePorts({
    COCKPIT_TEST_WEB_PORT: PORTS.web,
    COCKPIT_TEST_PG_PORT: PORTS.postgres,
    COCKPIT_TEST_CUBE_PORT: PORTS.cube,
  })
  if (process.env.COCKPIT_TEST_KEEP !== '1') fs.rmSync(DATA, { recursive: true, force: true })
  fs.mkdirSync(DATA, { recursive: true })
  fs.mkdirSync(SCREENS, { recursive: true })
  const log = fs.openSync(path.join(DATA, 'up.log'), 'w')
  const child = spawn(process.execPath, ['--import', 'tsx', 'jobs/cli/main.ts', 'demo', '--small'], {
    cwd: ROOT,
    env: {
      ...process.env,
      COCKPIT_DATA: DATA,
      COCKPIT_WEB_PORT: String(PORTS.web),
      COCKPIT_PG_PORT: String(PORTS.postgres),
      CUBE_PORT: String(PORTS.cube),
      COCKPIT_HOST: '127.0.0.1',
      DATABASE_URL: '',
      CUBE_API_URL: '',
      REDIS_URL: '',
      // While files come one after another, rollups built ahead are old before anybody asks: they took more than the import itself.
      COCKPIT_ROLLUPS_AHEAD: '0',
    },
    stdio: ['ignore', log, log],
    detached: true,
  })
  fs.closeSync(log)
  fs.writeFileSync(path.join(DATA, 'up.pid'), String(child.pid))
  child.unref()
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  const deadline = Date.now() + MINUTES * 60_000
  while (Date.now() < deadline) {
    const said = fs.readFileSync(path.join(DATA, 'up.log'), 'utf8')
    if (said.includes('demo is complete')) return
    if (ended || said.includes('failed:'))
      throw new Error(`the cockpit did not start:\n${said.split('\n').slice(-40).join('\n')}`)
    await sleep(250)
  }
  throw new Error(`the cockpit at ${WEB} was not complete after ${MINUTES} minutes; see ${path.join(DATA, 'up.log')}`)
}

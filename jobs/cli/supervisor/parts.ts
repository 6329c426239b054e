import fs from 'node:fs'
import path from 'node:path'
import type { Secrets } from '../secrets'
import { PROJECT, type Settings } from '../settings'
import { Trouble } from '../trouble'
import type { ChildPlan } from './child'

/** MiB. Two hundred people at once kept less than a fifth of it alive; a workbook of half a million cells has room beside them. */
const WEB_HEAP = 1536

/** What every part is told by its environment; docs/architecture.md lists the names. */
export function partEnvironment(
  settings: Settings,
  secrets: Secrets,
  databaseUrl: string,
  outer: NodeJS.ProcessEnv,
): Record<string, string> {
  // No part may speak as the owner of the tables: that is for the migrations alone.
  const kept = Object.entries(outer).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'DATABASE_OWNER_URL',
  )
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'production',
    COCKPIT_DATA: settings.data,
    COCKPIT_DEMO: settings.demo ? '1' : '0',
    DATABASE_URL: databaseUrl,
    CUBE_API_URL: cubeUrl(settings),
    CUBE_API_SECRET: secrets.cube,
    CUBE_PORT: String(settings.ports.cube),
    COCKPIT_HMAC_KEY: secrets.hmac,
    BETTER_AUTH_SECRET: secrets.auth,
    CUBEJS_TELEMETRY: 'false',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

export function cubeUrl(settings: Settings): string {
  return settings.cubeUrl ?? `http://127.0.0.1:${settings.ports.cube}`
}

export function webUrl(settings: Settings): string {
  return `http://${settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host}:${settings.ports.web}`
}

export function cubePart(settings: Settings, env: Record<string, string>): ChildPlan {
  return {
    name: 'semantic-layer',
    script: 'semantic-layer/server/main.ts',
    env,
    healthy: (signal) => answers(`${cubeUrl(settings)}/readyz`, signal),
    patience: 90,
  }
}

export function jobsPart(settings: Settings, env: Record<string, string>): ChildPlan {
  const beat = path.join(settings.data, 'run', 'jobs.json')
  return {
    name: 'jobs',
    script: 'jobs/main.ts',
    // Pages of scheduled reports are put on paper by the web.
    env: { COCKPIT_WEB_URL: webUrl(settings), ...env },
    // The jobs have no port: they write the time into a file every few seconds.
    healthy: async () => fs.existsSync(beat) && Date.now() - fs.statSync(beat).mtimeMs < 15_000,
    patience: 90,
  }
}

/** @throws Trouble when the web was not built */
export function webPart(settings: Settings, env: Record<string, string>): ChildPlan {
  const dist = path.join(PROJECT, 'web/dist')
  const pointer = path.join(dist, 'current')
  const folder = fs.existsSync(pointer) ? path.join(dist, fs.readFileSync(pointer, 'utf8').trim(), 'web') : ''
  if (!fs.existsSync(path.join(folder, 'server.js')))
    throw new Trouble('the web is not built; start with `npm run cockpit -- up`, which builds it.')
  return {
    name: 'web',
    script: path.join(folder, 'server.js'),
    cwd: folder,
    heap: WEB_HEAP,
    env: { ...env, PORT: String(settings.ports.web), HOSTNAME: settings.host },
    healthy: (signal) => answers(`${webUrl(settings)}/api/health`, signal),
    patience: 90,
  }
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { signal, redirect: 'manual' })
  await response.body?.cancel()
  return response.status < 500
}

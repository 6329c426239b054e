import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from './trouble'

export const PROJECT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** Everything the command line takes from the environment, read once and checked. */
export interface Settings {
  readonly data: string
  readonly lake: string
  readonly demo: boolean
  /** Where the web listens; anything but 127.0.0.1 opens it to the network. */
  readonly host: string
  readonly ports: { readonly web: number; readonly postgres: number; readonly cube: number }
  /** Set when a part is provided from outside; the embedded one is then not started. */
  readonly databaseUrl: string | null
  /** Of the role that owns the tables, where DATABASE_URL names another one: migrations run under it. */
  readonly databaseOwnerUrl: string | null
  readonly cubeUrl: string | null
  readonly redisUrl: string | null
  readonly extraPacks: readonly string[]
  /** False where the web runs on other machines. */
  readonly serveWeb: boolean
}

/**
 * @param env the process environment
 * @param data the data folder when COCKPIT_DATA is not set, relative to the project
 * @throws UsageError naming the variable that cannot be used
 */
export function readSettings(env: NodeJS.ProcessEnv, data = 'data'): Settings {
  const folder = path.resolve(PROJECT, env.COCKPIT_DATA || data)
  const ports = {
    web: port(env, 'COCKPIT_WEB_PORT', 3000),
    postgres: port(env, 'COCKPIT_PG_PORT', 55432),
    cube: port(env, 'CUBE_PORT', 4567),
  }
  if (new Set(Object.values(ports)).size < 3)
    throw new UsageError('COCKPIT_WEB_PORT, COCKPIT_PG_PORT and CUBE_PORT must be three different ports.')
  return {
    data: folder,
    lake: path.join(folder, 'lake'),
    demo: env.COCKPIT_DEMO === '1',
    host: env.COCKPIT_HOST || '127.0.0.1',
    ports,
    databaseUrl: address(env, 'DATABASE_URL', ['postgresql:', 'postgres:']),
    databaseOwnerUrl: address(env, 'DATABASE_OWNER_URL', ['postgresql:', 'postgres:']),
    cubeUrl: address(env, 'CUBE_API_URL', ['http:', 'https:']),
    redisUrl: address(env, 'REDIS_URL', ['redis:', 'rediss:']),
    extraPacks: (env.COCKPIT_PACKS ?? '').split(':').filter((folder) => folder !== ''),
    serveWeb: true,
  }
}

function port(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name]
  if (!text) return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 65535)
    throw new UsageError(`${name}=${text} is not a port; write a number from 1 to 65535.`)
  return value
}

function address(env: NodeJS.ProcessEnv, name: string, schemes: readonly string[]): string | null {
  const text = env[name]
  if (!text) return null
  const scheme = URL.canParse(text) ? new URL(text).protocol : ''
  if (!schemes.includes(scheme)) throw new UsageError(`${name} must be an address that starts with ${schemes[0]}//`)
  return text
}

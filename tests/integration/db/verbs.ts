import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from '@cockpit/db/database'
import { UsageError } from '@cockpit/jobs/cli/trouble'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { seedPlaces } from './places'
import { type TestDatabase, withDatabase } from './test-database'

const MAIN = fileURLToPath(new URL('../../../jobs/cli/main.ts', import.meta.url))

/** A verb of the command line, as commander has it. */
interface Verb {
  parseAsync(args: readonly string[], options: { readonly from: 'user' }): Promise<unknown>
}

/** A verb over a database of this test file's own, with the places of `seedPlaces`; made before its tests and dropped after them. */
export function verbOnDatabase(verb: () => Verb) {
  let scratch: TestDatabase
  let data = ''
  beforeAll(async () => {
    scratch = await withDatabase()
    await seedPlaces(scratch.db)
    data = await mkdtemp(join(tmpdir(), 'verbs-'))
  })
  afterAll(async () => {
    await rm(data, { recursive: true })
    await scratch.drop()
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })
  return {
    db: (): Database => scratch.db,

    /** The whole command, as a person calls it: once for each way it can end. */
    command(args: readonly string[], input?: string) {
      const env = { ...process.env, COCKPIT_DATA: data, DATABASE_URL: scratch.url }
      const options = { env, encoding: 'utf8', ...(input === undefined ? {} : { input }) } as const
      const run = spawnSync(process.execPath, ['--import', 'tsx', MAIN, ...args], options)
      return { code: run.status, out: run.stdout, err: run.stderr }
    },

    /** The same verb in this process, which has loaded what it needs. @returns what it printed, or in what way it was called wrongly */
    async call(...args: string[]): Promise<{ out: string } | { misuse: string }> {
      vi.stubEnv('COCKPIT_DATA', data)
      vi.stubEnv('DATABASE_URL', scratch.url)
      const lines: string[] = []
      vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
      vi.spyOn(console, 'error').mockImplementation(() => undefined)
      try {
        await verb().parseAsync(args, { from: 'user' })
        return { out: lines.join('\n') }
      } catch (error) {
        if (error instanceof UsageError) return { misuse: error.message }
        throw error
      }
    },
  }
}

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** How much of one sender may wait to be imported. */
export interface Quota {
  readonly files: number
  readonly bytes: number
}

export class QuotaFull extends Error {
  constructor(
    readonly waiting: Quota,
    readonly allowed: Quota,
  ) {
    super(
      `${waiting.files} of your files (${waiting.bytes} bytes) wait to be imported, and ${allowed.files} files (${allowed.bytes} bytes) may wait. Nothing was taken; send it again when earlier ones are done.`,
    )
  }
}

/** Seconds after which a sender whose files wait may ask again: a large file takes the importer about as long. */
export const RETRY_AFTER = 60

/**
 * What the settings allow: `COCKPIT_SENDER_WAITING_FILES` (500) and `COCKPIT_SENDER_WAITING_MB` (16384).
 * @throws Error naming the setting that is no whole number above zero
 */
export function quotaOf(env: Readonly<Record<string, string | undefined>>): Quota {
  return {
    files: setting(env, 'COCKPIT_SENDER_WAITING_FILES', 500),
    bytes: setting(env, 'COCKPIT_SENDER_WAITING_MB', 16_384) * 2 ** 20,
  }
}

function setting(env: Readonly<Record<string, string | undefined>>, name: string, fallback: number): number {
  const value = Number(env[name] || fallback)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name}=${env[name]} is no whole number above zero.`)
  return value
}

/**
 * What of a sender lies in the drop folder or is being imported, files on their way in included.
 * @param except a file of its own that does not count: the one whose place is asked for
 */
export async function waitingOf(data: string, sender: string, except?: string): Promise<Quota> {
  const waiting = { files: 0, bytes: 0 }
  for (const place of ['inbox', 'claimed'])
    for (const table of await namesIn(join(/* turbopackIgnore: true */ data, place)))
      for (const name of await namesIn(join(/* turbopackIgnore: true */ data, place, table, sender))) {
        const path = join(/* turbopackIgnore: true */ data, place, table, sender, name)
        const facts = path === except ? null : await stat(path).catch(() => null)
        if (!facts?.isFile()) continue
        waiting.files += 1
        waiting.bytes += facts.size
      }
  return waiting
}

/** @throws QuotaFull when `bytes` more would be too much */
export function refuseOverQuota(waiting: Quota, allowed: Quota, bytes: number): void {
  if (waiting.files + 1 > allowed.files || waiting.bytes + bytes > allowed.bytes) throw new QuotaFull(waiting, allowed)
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(/* turbopackIgnore: true */ folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}

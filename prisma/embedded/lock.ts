import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { PostgresError } from './error'

/**
 * Does something while holding a lock file, so that two starts of the same database do not make it over each other.
 * A lock whose process is gone is taken over; one whose process lives is waited for.
 * @throws PostgresError when it is still held after `patience` milliseconds
 */
export async function holding<T>(file: string, work: () => Promise<T>, patience = 120_000): Promise<T> {
  const until = Date.now() + patience
  while (!(await take(file))) {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''))
    if (holder > 0 && !lives(holder)) await rm(file, { force: true })
    else if (Date.now() > until)
      throw new PostgresError('failed', `Process ${holder} is starting this database and does not finish (${file}).`)
    else await sleep(100)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and is another's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

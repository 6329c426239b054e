import fs from 'node:fs'
import path from 'node:path'
import { isAlive, newRun } from '../ingest/run'

/** Another process loads this lake into its cluster. */
export class LoaderBusy extends Error {
  override readonly name = 'LoaderBusy'
}

/**
 * One loader a lake: what carries no record is rubbish only while nobody else is writing. The lock names a process with its start
 * time, so that one left by `kill -9` is taken over.
 * @returns release
 * @throws LoaderBusy
 */
export function lockLoader(data: string): () => void {
  const folder = path.join(data, 'run')
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'cluster.lock')
  const run = newRun()
  const draft = path.join(folder, `.cluster-${run}`)
  fs.writeFileSync(draft, run, { mode: 0o600 })
  try {
    for (;;) {
      try {
        fs.linkSync(draft, file)
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = readIfThere(file)
      if (holder === null) continue
      if (isAlive(holder))
        throw new LoaderBusy(
          `Another process (${holder}) is loading this lake into the cluster; wait for it. If its machine is gone for good, remove ${file}.`,
        )
      fs.rmSync(file, { force: true })
    }
  } finally {
    fs.rmSync(draft, { force: true })
  }
  return () => {
    if (readIfThere(file) === run) fs.rmSync(file, { force: true })
  }
}

function readIfThere(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

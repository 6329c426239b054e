import fs from 'node:fs'
import path from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { DemoFile } from '@cockpit/semantic-layer/packs/contract'

/**
 * Files in the order in which they are worth most on a screen: references first, then the newest month of every table,
 * then back in time.
 */
export function worthiestFirst(files: Iterable<DemoFile>): DemoFile[] {
  const month = (file: DemoFile) => /\d{4}-\d{2}/.exec(file.name)?.[0] ?? '9999-99'
  return [...files].sort((a, b) => (month(a) < month(b) ? 1 : month(a) > month(b) ? -1 : a.name < b.name ? -1 : 1))
}

/** Writes the CSV under a temporary name and renames it when it is whole; others get a turn between chunks. */
export async function writeFile(folder: string, file: DemoFile): Promise<string> {
  const target = path.join(folder, file.name)
  fs.mkdirSync(path.dirname(target), { recursive: true })
  const draft = `${target}.part`
  const handle = fs.openSync(draft, 'w')
  try {
    let waiting: string[] = []
    let size = 0
    const flush = () => {
      fs.writeSync(handle, waiting.join(''))
      waiting = []
      size = 0
    }
    for (const chunk of file.rows) {
      waiting.push(chunk)
      size += chunk.length
      if (size < 1 << 20) continue
      flush()
      await breathe()
    }
    flush()
  } finally {
    fs.closeSync(handle)
  }
  fs.renameSync(draft, target)
  return target
}

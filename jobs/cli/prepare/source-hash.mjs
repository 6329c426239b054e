import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const SKIPPED = new Set(['node_modules', '.next', '.turbo', 'dist', 'generated', 'artefacts'])
/** What the build itself copies beside the sources: counted, it would make every first build look stale. */
const COPIED = path.join('public', 'maplibre')

/** One hash over the paths and contents of every source file below the given files and folders; tests do not count. */
export function hashSources(root, places) {
  const hash = createHash('sha256')
  for (const place of places)
    for (const file of filesBelow(path.join(root, place))) {
      hash.update(path.relative(root, file)).update('\0')
      hash.update(fs.readFileSync(file)).update('\0')
    }
  return hash.digest('hex')
}

function* filesBelow(place) {
  const stat = fs.statSync(place, { throwIfNoEntry: false })
  if (!stat) return
  if (!stat.isDirectory()) {
    yield place
    return
  }
  for (const entry of fs.readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.has(entry.name) || /\.test\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$/.test(entry.name)) continue
    const full = path.join(place, entry.name)
    if (full.endsWith(COPIED)) continue
    if (entry.isDirectory()) yield* filesBelow(full)
    else if (entry.isFile()) yield full
  }
}

import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// MapLibre's worker imports its neighbour by a relative path, which the bundler does not follow: both are served as they are.
const FILES = ['maplibre-gl-worker.mjs', 'maplibre-gl-shared.mjs']

/** Copies the two files into `public/maplibre`, unless the copies are as new and as large as the originals. */
export function copyMapLibre() {
  const from = dirname(fileURLToPath(import.meta.resolve('maplibre-gl')))
  const to = join(import.meta.dirname, '..', 'public', 'maplibre')
  mkdirSync(to, { recursive: true })
  for (const file of FILES) {
    const source = statSync(join(from, file))
    const copy = statSync(join(to, file), { throwIfNoEntry: false })
    if (!copy || copy.size !== source.size || copy.mtimeMs < source.mtimeMs)
      copyFileSync(join(from, file), join(to, file))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) copyMapLibre()

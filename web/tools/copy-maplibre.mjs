import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// MapLibre's worker imports its neighbour by a relative path, which the bundler does not follow: both are served as they are.
const FILES = ['maplibre-gl-worker.mjs', 'maplibre-gl-shared.mjs']

/** Copies the two files into `public/maplibre`, unless the copies are as new and as large as the originals. */
export function copyMapLibre() {
  // Looked up by folder: next.config is compiled to CommonJS, for which the package exports nothing to resolve.
  const web = join(import.meta.dirname, '..')
  const from = [web, join(web, '..')].map((root) => join(root, 'node_modules/maplibre-gl/dist')).find(existsSync)
  if (!from) throw new Error('maplibre-gl is not installed; run `npm ci`.')
  const to = join(web, 'public', 'maplibre')
  mkdirSync(to, { recursive: true })
  for (const file of FILES) {
    const source = statSync(join(from, file))
    const copy = statSync(join(to, file), { throwIfNoEntry: false })
    if (!copy || copy.size !== source.size || copy.mtimeMs < source.mtimeMs)
      copyFileSync(join(from, file), join(to, file))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) copyMapLibre()

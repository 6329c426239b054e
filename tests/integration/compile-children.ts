import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { lives } from './db/test-server'

const ROOT = path.resolve(import.meta.dirname, '../..')
const PLACE = 'node_modules'
const PREFIX = '.cockpit-tests-'
/** Programs that tests start dozens of times: each start through tsx would translate all they import again. */
const CHILDREN = [
  'tests/integration/lake/writer-child.ts',
  'tests/integration/ingest/import-child.ts',
  'tests/integration/grouping/grouping-child.ts',
]

/** Takes in the repository's own modules, which know where they lie, and leaves packages where they are. */
const OWN: Plugin = {
  name: 'own',
  setup(plan) {
    plan.onResolve({ filter: /^[^./]/ }, ({ path: asked, kind }) =>
      kind === 'entry-point' || asked.startsWith('@cockpit/') ? undefined : { path: asked, external: true },
    )
    plan.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => ({
      loader: 'ts',
      contents: (await readFile(file, 'utf8'))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)),
    }))
  },
}

/** @returns the folder in which `CHILDREN` lie as `<name>.mjs`, within reach of the packages they import */
export async function compileChildren(): Promise<{ folder: string; remove(): Promise<void> }> {
  await removeLeftovers()
  const folder = await mkdtemp(path.join(ROOT, PLACE, `${PREFIX}${process.pid}-`))
  await build({
    entryPoints: CHILDREN,
    absWorkingDir: ROOT,
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    plugins: [OWN],
    logLevel: 'warning',
  })
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Of runs that were killed: their folders carry the number of a process that is gone. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(path.join(ROOT, PLACE))) {
    const owner = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-')[0] : undefined
    if (owner && !lives(Number(owner))) await rm(path.join(ROOT, PLACE, name), { recursive: true, force: true })
  }
}

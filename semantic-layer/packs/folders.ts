import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

/** The packs that ship with the product. */
export const OWN_PACKS = import.meta.dirname

export class PackError extends Error {}

/** The product's packs and those named in `COCKPIT_PACKS` (folders separated by `:`). */
export function packRoots(extra: string | undefined): string[] {
  return [OWN_PACKS, ...(extra ?? '').split(':').filter((folder) => folder.trim() !== '')]
}

/**
 * Every pack folder at or just below the given folders, sorted by name. A folder is a pack when it holds `tables.ts` or a
 * `*.cube.js`; any other folder is looked into one level deep.
 * @throws PackError when a folder does not exist or two packs share a name.
 */
export function findPackFolders(roots: readonly string[]): { name: string; folder: string }[] {
  const found = new Map<string, string>()
  for (const root of roots.map((folder) => resolve(folder))) {
    if (!existsSync(root) || !statSync(root).isDirectory())
      throw new PackError(`The pack folder ${root} does not exist; correct COCKPIT_PACKS or create it.`)
    for (const folder of isPack(root) ? [root] : childrenOf(root)) {
      const name = basename(folder)
      const other = found.get(name)
      if (other === folder) continue
      if (other) throw new PackError(`Two packs are called ${name}: ${other} and ${folder}; rename one folder.`)
      found.set(name, folder)
    }
  }
  return [...found].map(([name, folder]) => ({ name, folder })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Names of the Cube model files of a pack. */
export function modelFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cube.js'))
    .sort()
}

function isPack(folder: string): boolean {
  return existsSync(join(folder, 'tables.ts')) || modelFiles(folder).length > 0
}

function childrenOf(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map((entry) => join(root, entry.name))
    .filter(isPack)
}

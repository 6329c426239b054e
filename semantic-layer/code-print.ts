import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const CODE = /(?<!\.test)\.(ts|js|json)$/

/**
 * Equal prints mean that the same code answers: the semantic layer's own and that of the packs beside it. A number that is kept longer than the process that
 * asked for it holds only under the print it was asked under.
 * @param roots from `packRoots`
 */
export function codePrint(roots: readonly string[]): string {
  const hash = createHash('sha256')
  for (const root of [...new Set([import.meta.dirname, ...roots])])
    for (const file of filesBelow(root)) hash.update(`${file}\n`).update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 32)
}

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && CODE.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
    .filter((file) => !file.split('/').includes('node_modules'))
    .sort()
}

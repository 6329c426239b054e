import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findPackFolders, modelFiles } from '../packs/folders'

export interface ModelFile {
  readonly fileName: string
  readonly content: string
}

/** The Cube model: every `*.cube.js` of every pack, named `<pack>/<file>`. */
export async function readModels(roots: readonly string[]): Promise<ModelFile[]> {
  return Promise.all(
    findPackFolders(roots).flatMap(({ name, folder }) =>
      modelFiles(folder).map(async (file) => ({
        fileName: `${name}/${file}`,
        content: await readFile(join(folder, file), 'utf8'),
      })),
    ),
  )
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findPackFolders, modelFiles, OWN_PACKS } from '../packs/folders'

export interface ModelFile {
  readonly fileName: string
  readonly content: string
}

/** What model files import; they stand beside the packs, as they do where these are mounted as `/cube/conf/model`. */
const SHARED = ['cube-shape.js', 'storage.js']

/** The Cube model: every `*.cube.js` of every pack, named `<pack>/<file>`, and what they share. */
export async function readModels(roots: readonly string[]): Promise<ModelFile[]> {
  const files = findPackFolders(roots).flatMap(({ name, folder }) =>
    modelFiles(folder).map((file) => ({ fileName: `${name}/${file}`, path: join(folder, file) })),
  )
  return Promise.all(
    [...SHARED.map((fileName) => ({ fileName, path: join(OWN_PACKS, fileName) })), ...files].map(
      async ({ fileName, path }) => ({
        fileName,
        content: await readFile(path, 'utf8'),
      }),
    ),
  )
}

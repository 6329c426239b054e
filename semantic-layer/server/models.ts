import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findPackFolders, modelFiles, OWN_PACKS } from '../packs/folders'

export interface ModelFile {
  readonly fileName: string
  readonly content: string
}

/** What model files import; it stands beside the packs, as it does where they are mounted as `/cube/conf/model`. */
const SHARED = 'cube-shape.js'

/** The Cube model: every `*.cube.js` of every pack, named `<pack>/<file>`, and the shape they share. */
export async function readModels(roots: readonly string[]): Promise<ModelFile[]> {
  const files = findPackFolders(roots).flatMap(({ name, folder }) =>
    modelFiles(folder).map((file) => ({ fileName: `${name}/${file}`, path: join(folder, file) })),
  )
  return Promise.all(
    [{ fileName: SHARED, path: join(OWN_PACKS, SHARED) }, ...files].map(async ({ fileName, path }) => ({
      fileName,
      content: await readFile(path, 'utf8'),
    })),
  )
}

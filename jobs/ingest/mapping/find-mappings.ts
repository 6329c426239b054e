import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pack, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { KnownMapping } from '@cockpit/semantic-layer/packs/mapping'
import { checkMapping, MappingError } from './check-mapping'

/** Where mappings stand: the data folder, and the packs with their names and folders. */
export interface MappingSources {
  readonly data: string
  readonly packs: readonly Pick<Pack, 'name' | 'folder' | 'tables'>[]
}

/**
 * The mappings that may serve a sender's file of a table: the sender's own, those of the installation for every sender, those shipped
 * with a pack. Read anew each time, so that a changed file counts at once.
 * @throws MappingError for a file that cannot be used: reading the file another way would be a guess
 */
export async function findMappings(sources: MappingSources, table: string, sender: string): Promise<KnownMapping[]> {
  const tables = sources.packs.flatMap((pack) => pack.tables)
  const installed = join(sources.data, 'mappings')
  const ours = (name: string) => name.startsWith(table)
  const own =
    SAFE.test(sender) && sender !== 'any' ? await within(join(installed, sender), sender, 'own', tables, ours) : []
  const any = await within(join(installed, 'any'), 'any', 'any', tables, ours)
  const shipped = await Promise.all(
    sources.packs.map(({ name, folder }) => within(join(folder, 'mappings'), name, 'shipped', tables, () => true)),
  )
  return [...own, ...any, ...shipped.flat()].filter(({ mapping }) => mapping.table === table)
}

/** One mapping by its path. */
export async function readMapping(
  path: string,
  tables: readonly WarehouseTable[],
  origin: { readonly folder: string; readonly kind: KnownMapping['origin'] },
): Promise<KnownMapping> {
  const mapping = checkMapping(await readFile(path, 'utf8'), path, tables)
  const id = `${origin.folder}/${mapping.id}`
  return { id, name: `${id}@${mapping.version}`, origin: origin.kind, mapping }
}

/** A sender's name becomes a folder's name only when it is one. */
const SAFE = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u

async function within(
  folder: string,
  name: string,
  kind: KnownMapping['origin'],
  tables: readonly WarehouseTable[],
  wanted: (file: string) => boolean,
): Promise<KnownMapping[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  const known: KnownMapping[] = []
  for (const file of files.filter((one) => one.endsWith('.json') && wanted(one)).sort()) {
    const mapping = await readMapping(join(folder, file), tables, { folder: name, kind })
    if (known.some((other) => other.mapping.id === mapping.mapping.id))
      throw new MappingError(`${join(folder, file)}: another file of the folder has the id ${mapping.mapping.id} too.`)
    known.push(mapping)
  }
  return known
}

import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'

/** The tables of all packs: what a column is and who owes which table. No formula stands there. */
export const tables = (await loadPacks(packRoots(''))).flatMap((pack) => pack.tables)

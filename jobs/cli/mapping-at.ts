import fs from 'node:fs'
import path from 'node:path'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { KnownMapping } from '@cockpit/semantic-layer/packs/mapping'
import { MappingError } from '../ingest/mapping/check-mapping'
import { readMapping } from '../ingest/mapping/find-mappings'
import { UsageError } from './trouble'

/** The mapping in a file named on the command line. @throws UsageError when there is none, or it cannot be used */
export async function mappingAt(given: string, tables: readonly WarehouseTable[]): Promise<KnownMapping> {
  const file = path.resolve(process.env.COCKPIT_CALLED_FROM ?? '.', given)
  if (!fs.existsSync(file)) throw new UsageError(`there is no mapping file ${file}.`)
  try {
    return await readMapping(file, tables, { folder: 'command-line', kind: 'own' })
  } catch (error) {
    if (error instanceof MappingError) throw new UsageError(error.message)
    throw error
  }
}

import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { Layout } from '../ingest/header'
import type { Mappings } from '../ingest/mapping/choose-reading'
import { Refused } from '../ingest/outcome'
import type { ReadingOf, TakenFile } from '../ingest/readable-text'
import { headOf, readableText } from '../ingest/text'
import { isWorkbook } from '../ingest/workbook/is-workbook'

/** A workbook is unpacked anew for each table it is held against; a larger one is not. */
const LARGEST_WORKBOOK = 2 * 2 ** 20
/** A header of fewer fields says too little. */
const FEWEST_FIELDS = 3

/** The tables that the sender may send beside the one that was chosen, each with its mappings. */
export interface OtherTables {
  readonly tables: readonly WarehouseTable[]
  mappingsOf(table: WarehouseTable): Promise<Mappings['known']>
}

/**
 * The table whose required columns a file brings, of several the one that knows most of its fields. Null where none does, or two do
 * equally well. For a file that does not fit the table chosen for it: the wrong one is chosen sooner than the wrong file.
 */
export async function otherTable(
  taken: TakenFile,
  fileName: string,
  folder: string,
  others: OtherTables,
): Promise<WarehouseTable | null> {
  if (isWorkbook(taken.facts.head) && taken.facts.bytes > LARGEST_WORKBOOK) return null
  const found: { readonly table: WarehouseTable; readonly fields: number }[] = []
  for (const table of others.tables) {
    const mappings = { known: await others.mappingsOf(table), asked: null }
    const layout = await layoutAs({ table, fileName, mappings }, taken, folder)
    if (layout) found.push({ table, fields: layout.columns.filter(Boolean).length + layout.derived.length })
  }
  const most = Math.max(FEWEST_FIELDS, ...found.map(({ fields }) => fields))
  const [best, ...equals] = found.filter(({ fields }) => fields === most)
  return best && equals.length === 0 ? best.table : null
}

async function layoutAs(reading: ReadingOf, taken: TakenFile, folder: string): Promise<Layout | null> {
  try {
    if (isWorkbook(taken.facts.head)) return (await readableText(taken, reading, folder, true)).layout
    return headOf(taken.facts, reading).head.layout
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

import type { DemoFile } from '../packs/contract'
import { csvChunks } from './csv-text'
import type { Volumes } from './volumes'

/** Says which share of the front pages was written, where it is not all of them. */
export function* sampleFiles({ sample }: Volumes): Generator<DemoFile> {
  if (sample >= 1) return
  yield {
    name: 'table-sample-register.csv',
    table: 'table_sample',
    rows: csvChunks('table_name,share', () => [`discharge,${sample.toFixed(9)}`]),
  }
}

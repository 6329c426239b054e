import type { DemoFile, DemoWorld } from '../packs/contract'
import { DEPARTMENT_NAMES, DIAGNOSIS_NAMES, OPERATION_NAMES } from './code-names'
import { csvChunks } from './csv-text'
import { DEMO_DRUGS } from './drug-list'
import { WHOLE } from './recent'

const EDITION = '演示'

/** The code sets as far as the demonstration uses them, so that a code which stands in none of them is found. */
export function codeSetFile(world: DemoWorld): DemoFile {
  return {
    // Before the tables whose codes are looked up in it.
    name: 'code-entry-register.csv',
    table: 'code_entry',
    rows: csvChunks('set,edition,code,name_zh', () => lines(world)),
  }
}

function* lines(world: DemoWorld): Generator<string> {
  const entry = (set: string, code: string, name: string) => `${set},${EDITION},${code},${name}`
  for (const [code, name] of Object.entries(DIAGNOSIS_NAMES)) yield entry('icd10', code, name)
  for (const [code, name] of Object.entries(OPERATION_NAMES)) yield entry('icd9cm3', code, name)
  for (const [code, name] of Object.entries(DEPARTMENT_NAMES)) {
    yield entry('department', code, name)
    // Many senders write the name where the code belongs.
    yield entry('department', name, name)
  }
  yield entry('department', WHOLE, WHOLE)
  for (const county of world.counties) yield entry('gbt2260', county.code, county.name)
  for (const atc of new Set(DEMO_DRUGS.map((drug) => drug.atc)))
    yield entry('atc', atc, DEMO_DRUGS.find((drug) => drug.atc === atc)?.name ?? atc)
}

import type { WarehouseTable } from '../contract'
import { area } from './area-table'
import { codeEntry } from './code-table'
import { facility } from './facility-table'
import { insuredPerson, population, populationAge } from './population-tables'
import { tableSample } from './sample-table'

/** Dimensions every other pack stands on: where, who, how many people, how many insured, which codes. Areas, facilities and residents are filled by `cockpit region add`. */
export const tables: readonly WarehouseTable[] = [
  area,
  facility,
  population,
  populationAge,
  insuredPerson,
  codeEntry,
  tableSample,
]

import type { WarehouseTable } from '../contract'
import { area } from './area-table'
import { facility } from './facility-table'
import { population } from './population-tables'

/** Dimensions every other pack stands on: where, who, how many people. Filled by `cockpit region add`. */
export const tables: readonly WarehouseTable[] = [area, facility, population]

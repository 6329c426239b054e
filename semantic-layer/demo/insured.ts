import { random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { INSURANCE_TYPES } from '../packs/territory/population-tables'
import { apportion } from './apportion'
import { csvChunks } from './csv-text'

/** About the national rate of coverage: 95 insured of a hundred residents. */
const COVERED = 0.95
/** Share of the insured who are insured as employees, national order 28 %; the rest are insured as residents. */
const EMPLOYEES = 0.28

/** Insured persons of every county and year of the world, by type: fewer than its residents, more employees where there are more jobs. */
export function insuredFile(world: DemoWorld): DemoFile {
  return {
    name: 'insured-person-register.csv',
    table: 'insured_person',
    rows: csvChunks('area_code,year,insurance_type,insured', () => lines(world)),
  }
}

function* lines(world: DemoWorld): Generator<string> {
  const years = [...new Set(world.months.map((month) => Number(month.slice(0, 4))))]
  const newest = years.at(-1) ?? 0
  for (const county of world.counties) {
    const chance = random(world.seed, 'insured', county.code)
    const covered = COVERED + 0.02 * (chance.next() - 0.5)
    const employees = EMPLOYEES * (0.7 + 0.6 * chance.next())
    for (const year of years) {
      // Employees grow by three in a hundred a year, the whole stays.
      const share = employees * 0.97 ** (newest - year)
      const insured = apportion(Math.round(county.population * covered), [share, 1 - share])
      for (const [index, type] of INSURANCE_TYPES.entries()) yield `${county.code},${year},${type},${insured[index]}`
    }
  }
}

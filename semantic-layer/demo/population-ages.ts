import type { DemoFile, DemoWorld } from '../packs/contract'
import { AGE_BANDS } from '../packs/territory/population-tables'
import { apportion } from './apportion'
import { csvChunks } from './csv-text'

/** Share of each five-year band, men and women, of an ageing province; per mille of all residents, scaled to a whole. */
const MEN = [22, 27, 25, 24, 25, 30, 38, 42, 38, 39, 43, 44, 35, 29, 22, 14, 8, 6]
const WOMEN = [20, 24, 22, 21, 22, 27, 35, 40, 37, 38, 42, 43, 35, 30, 23, 15, 10, 9]

/** Residents by age band and sex in the world's newest year; the bands of a county sum to its residents. */
export function populationAgeFile(world: DemoWorld): DemoFile {
  const year = (world.months.at(-1) ?? '').slice(0, 4)
  return {
    name: 'population-age-register.csv',
    table: 'population_age',
    rows: csvChunks('area_code,year,age_band,sex,residents', () => lines(world, year)),
  }
}

function* lines(world: DemoWorld, year: string): Generator<string> {
  for (const county of world.counties) {
    const people = apportion(county.population, [...MEN, ...WOMEN])
    for (const [index, residents] of people.entries()) {
      const sex = index < MEN.length ? '1' : '2'
      yield `${county.code},${year},${AGE_BANDS[index % MEN.length]},${sex},${residents}`
    }
  }
}

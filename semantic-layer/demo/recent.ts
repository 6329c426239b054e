import type { DemoCounty, DemoFacility, DemoFile, DemoWorld } from '../packs/contract'
import { csvChunks } from './csv-text'

/** The newest month, its whole year before it and the same month of last year: enough for every comparison a screen makes. */
const RECENT = 13

export function recentMonths(world: DemoWorld): readonly string[] {
  return world.months.slice(-RECENT)
}

/** One file with the recent months of a table; its name says which, so that it is loaded after the newest month of the main tables. */
export function recentFile(world: DemoWorld, table: string, header: string, lines: () => Iterable<string>): DemoFile {
  const months = recentMonths(world)
  return {
    name: `${table.replaceAll('_', '-')}-${months[0]}-to-${months.at(-1)}.csv`,
    table,
    rows: csvChunks(header, lines),
  }
}

/** A register without a period: loaded before what refers to it. */
export function registerFile(table: string, header: string, lines: () => Iterable<string>): DemoFile {
  return { name: `${table.replaceAll('_', '-')}-register.csv`, table, rows: csvChunks(header, lines) }
}

export function isHospital(facility: DemoFacility): boolean {
  return facility.tier !== 'primary'
}

/** The whole facility, where a return is not broken down by department. */
export const WHOLE = '全院'

/** What the services' stories are told about; undefined where the world is too small. */
export interface ServiceStories {
  /** Uses half as many antibacterials again as its peers. */
  readonly highUse: string | undefined
  /** Finds little on its scanners. */
  readonly fewFindings: string | undefined
  /** Its hospitals recognise few results of others. */
  readonly lowRecognition: string | undefined
}

export function serviceStories(world: DemoWorld): ServiceStories {
  const plain = world.facilities
    .filter((one) => one.tier === 'secondary' && one.category === 'general' && one.story === undefined)
    .sort((a, b) => b.beds - a.beds || (a.id < b.id ? -1 : 1))
  const counties: readonly DemoCounty[] = world.counties
    .filter((county) => county.story === undefined)
    .filter((county) => world.facilities.some((one) => one.countyCode === county.code && isHospital(one)))
    .sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1))
  return {
    highUse: plain[Math.floor(plain.length * 0.25)]?.id,
    fewFindings: plain[Math.floor(plain.length * 0.75)]?.id,
    lowRecognition: counties[Math.floor(counties.length / 3)]?.code,
  }
}

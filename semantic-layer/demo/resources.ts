import { type Random, random } from '@cockpit/domain/random/random'
import type { DemoFacility, DemoFile, DemoWorld } from '../packs/contract'
import { apportion } from './apportion'
import { lastDayOf } from './calendar'
import { GENERAL_PRACTITIONERS_PER_10000, NURSES_PER_1000, PHYSICIANS_PER_1000 } from './calibration'
import { csvChunks } from './csv-text'
import { reports } from './stories'
import { bedsIn } from './volumes'

export const RESOURCE_HEADER =
  'facility_id,month_end,beds_planned,beds,icu_beds,physicians,nurses,general_practitioners,ct,mri,linac'

export interface Stock {
  readonly facility: DemoFacility
  readonly physicians: number
  readonly nurses: number
  readonly generalPractitioners: number
  readonly ct: number
  readonly mri: number
  readonly linac: number
}

/** Month-end stocks. Staff per head is the calibration's in the last month and one per mille lower a month before it. */
export function* resourceFiles(world: DemoWorld): Generator<DemoFile> {
  const stocks = stocksOf(world)
  const years = [...new Set(world.months.map((month) => month.slice(0, 4)))]
  for (const year of years) {
    const months = world.months.filter((month) => month.startsWith(year))
    yield {
      name: `resource-snapshot-${year}.csv`,
      table: 'resource_snapshot',
      rows: csvChunks(RESOURCE_HEADER, () => lines(world, stocks, months)),
    }
  }
}

function* lines(world: DemoWorld, stocks: readonly Stock[], months: readonly string[]): Generator<string> {
  for (const month of months) {
    const before = world.months.length - 1 - world.months.indexOf(month)
    const staff = 1 - 0.001 * before
    const chance = random(world.seed, 'resources', month)
    for (const stock of stocks) {
      if (!reports(world, stock.facility, month)) continue
      const beds = bedsIn(world, stock.facility, month)
      const planned = Math.round(beds * 0.94)
      const icu =
        stock.facility.tier === 'primary' ? 0 : Math.round(beds * (stock.facility.tier === 'tertiary' ? 0.045 : 0.02))
      const head = [
        Math.round(stock.physicians * staff),
        Math.round(stock.nurses * staff),
        Math.round(stock.generalPractitioners * staff),
      ]
      const row = [stock.facility.id, lastDayOf(month), planned, beds, icu, ...head, stock.ct, stock.mri, stock.linac]
      // Two rows in a thousand: the first of the month for its end, or more intensive-care beds than beds.
      const draw = chance.next()
      if (draw < 0.001) row[1] = `${month}-01`
      else if (draw < 0.002) row[4] = beds + 5
      yield row.join(',')
    }
  }
}

/** What each facility has at the end of the world. */
export function stocksOf(world: DemoWorld): Stock[] {
  const residents = world.counties.reduce((sum, county) => sum + county.population, 0)
  const { facilities } = world
  const chances = facilities.map((one) => random(world.seed, 'staff', one.id))
  const share = (weight: (one: DemoFacility) => number, perHead: number) =>
    apportion(
      Math.round(residents * perHead),
      facilities.map((one, index) => weight(one) * (0.85 + 0.3 * (chances[index] as Random).next())),
    )
  const physicians = share((one) => one.beds * (one.tier === 'primary' ? 2.2 : 1), PHYSICIANS_PER_1000 / 1000)
  const nurses = share((one) => one.beds * (one.tier === 'primary' ? 1.1 : 1), NURSES_PER_1000 / 1000)
  const practitioners = share(
    (one) => one.beds * (one.tier === 'primary' ? 1 : 0.04),
    GENERAL_PRACTITIONERS_PER_10000 / 10_000,
  )
  return facilities.map((facility, index) => {
    const chance = chances[index] as Random
    const large = facility.tier === 'tertiary'
    const some = (most: number, least = 0) => least + chance.below(most - least + 1)
    return {
      facility,
      physicians: physicians[index] ?? 0,
      nurses: nurses[index] ?? 0,
      generalPractitioners: practitioners[index] ?? 0,
      ct: large ? some(6, 3) : facility.tier === 'secondary' ? some(2, 1) : Number(chance.next() < 0.2),
      mri: large ? some(4, 2) : facility.tier === 'secondary' && facility.category === 'general' ? some(1, 0) : 0,
      linac: large && facility.category === 'general' ? some(2, 1) : 0,
    }
  })
}

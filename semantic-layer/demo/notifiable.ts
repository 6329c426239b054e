import { random } from '@cockpit/domain/random/random'
import type { DemoCounty, DemoFile, DemoWorld } from '../packs/contract'
import { csvChunks } from './csv-text'
import { OUTBREAK_DISEASE, OUTBREAK_MONTHS } from './stories'

export const NOTIFIABLE_HEADER = 'area_code,disease,month_start,cases,deaths'

interface Disease {
  readonly name: string
  /** Cases a year per 100,000 residents, of national order. */
  readonly incidence: number
  readonly fatality: number
  /** Amplitude 0..1 and month (1 to 12) of the yearly peak. */
  readonly swing: number
  readonly peak: number
}

/** Seasons are gentler than in life: a rise from month to month alone never doubles a county's mean of the three months before. */
export const DEMO_DISEASES: readonly Disease[] = [
  { name: '流行性感冒', incidence: 240, fatality: 0.00002, swing: 0.3, peak: 1 },
  { name: '病毒性肝炎', incidence: 95, fatality: 0.0004, swing: 0.08, peak: 3 },
  { name: '手足口病', incidence: 90, fatality: 0, swing: 0.35, peak: 6 },
  { name: '其他感染性腹泻病', incidence: 85, fatality: 0, swing: 0.2, peak: 8 },
  { name: '肺结核', incidence: 44, fatality: 0.004, swing: 0.1, peak: 3 },
  { name: '梅毒', incidence: 38, fatality: 0.0001, swing: 0.1, peak: 7 },
  { name: '流行性腮腺炎', incidence: 9, fatality: 0, swing: 0.25, peak: 5 },
  { name: '淋病', incidence: 7, fatality: 0, swing: 0.12, peak: 8 },
  { name: '百日咳', incidence: 5, fatality: 0.0002, swing: 0.3, peak: 5 },
  { name: '猩红热', incidence: 4, fatality: 0, swing: 0.4, peak: 12 },
  { name: '布鲁氏菌病', incidence: 3, fatality: 0, swing: 0.3, peak: 6 },
  { name: '艾滋病', incidence: 3.5, fatality: 0.15, swing: 0.05, peak: 11 },
]

/** Multiples of the usual number in the months of the planted outbreak, the newest last: it grows. */
const OUTBREAK = [5, 12] as const

export function* notifiableFiles(world: DemoWorld): Generator<DemoFile> {
  const years = [...new Set(world.months.map((month) => month.slice(0, 4)))]
  for (const year of years) {
    const months = world.months.filter((month) => month.startsWith(year))
    yield {
      name: `notifiable-month-${year}.csv`,
      table: 'notifiable_month',
      rows: csvChunks(NOTIFIABLE_HEADER, () => lines(world, months)),
    }
  }
}

function* lines(world: DemoWorld, months: readonly string[]): Generator<string> {
  for (const month of months) {
    const chance = random(world.seed, 'notifiable', month)
    for (const county of world.counties) {
      for (const disease of DEMO_DISEASES) {
        const cases = chance.poisson(expectedCases(world, county, disease, month))
        const deaths = cases > 0 ? Math.min(cases, chance.poisson(cases * disease.fatality)) : 0
        const draw = chance.next()
        const code = draw < 0.0005 ? '999999' : county.code
        const day = draw >= 0.0005 && draw < 0.001 ? '15' : '01'
        yield `${code},${disease.name},${month}-${day},${cases},${deaths}`
      }
    }
  }
}

/** Mean number of cases of a county's month, the planted outbreak included. */
export function expectedCases(world: DemoWorld, county: DemoCounty, disease: Disease, month: string): number {
  const level = Math.exp(0.25 * random(world.seed, 'level', county.code, disease.name).normal())
  const season = 1 + disease.swing * Math.cos((2 * Math.PI * (Number(month.slice(5)) - disease.peak)) / 12)
  const usual = (county.population / 100_000) * (disease.incidence / 12) * level * season
  if (county.story !== 'outbreak' || disease.name !== OUTBREAK_DISEASE) return usual
  const step = world.months.indexOf(month) - (world.months.length - OUTBREAK_MONTHS)
  return usual * (OUTBREAK[step] ?? 1)
}

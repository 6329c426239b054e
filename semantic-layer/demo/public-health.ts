import { random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { daysOf } from './calendar'
import { csvChunks } from './csv-text'
import { recentFile, recentMonths } from './recent'
import { OUTBREAK_MONTHS, reports } from './stories'

/** Births a resident a year, of national order. */
const BIRTH_RATE = 0.0065
/** Doses of the national schedule that the demonstration follows. */
const DOSES = [
  ['乙肝疫苗', 3],
  ['卡介苗', 1],
  ['脊灰疫苗', 3],
  ['百白破疫苗', 3],
  ['麻腮风疫苗', 1],
  ['乙脑疫苗', 1],
  ['甲肝疫苗', 1],
  ['HPV疫苗', 1],
] as const

export function vaccinationFile(world: DemoWorld): DemoFile {
  return recentFile(world, 'vaccination', 'area_code,month_start,vaccine,dose,due,given', function* () {
    for (const month of recentMonths(world))
      for (const county of world.counties) {
        const habit = random(world.seed, 'vaccination', county.code)
        const usual = 0.965 + 0.01 * Math.max(-2, Math.min(2, habit.normal()))
        const chance = random(world.seed, 'vaccination', county.code, month)
        for (const [vaccine, dose] of DOSES) {
          const due = Math.max(5, chance.poisson((county.population * BIRTH_RATE) / 12))
          const share = usual - (vaccine === 'HPV疫苗' ? 0.06 : 0)
          yield `${county.code},${month}-01,${vaccine},${dose},${due},${Math.min(due, Math.round(due * share))}`
        }
      }
  })
}

const SYNDROMES = [
  { name: '流感样病例', share: 0.035, swing: 0.4, peak: 1 },
  { name: '腹泻', share: 0.018, swing: 0.25, peak: 8 },
  { name: '发热伴出疹', share: 0.003, swing: 0.3, peak: 6 },
] as const
/** Months of daily counts, the newest last. */
const WATCHED = 6
const OUTBREAK = [2.2, 4] as const

/** One sentinel hospital in every third county reports every day; the county of the outbreak is among them. */
export function syndromeFile(world: DemoWorld): DemoFile {
  const months = world.months.slice(-WATCHED)
  const sentinels = world.counties
    .filter((county, index) => index % 3 === 0 || county.story === 'outbreak')
    .flatMap((county) => {
      const own = world.facilities
        .filter((one) => one.countyCode === county.code && one.category === 'general')
        .sort((a, b) => b.beds - a.beds || (a.id < b.id ? -1 : 1))
      return own[0] ? [{ county, facility: own[0] }] : []
    })
  return {
    name: `syndrome-day-${months[0]}-to-${months.at(-1)}.csv`,
    table: 'syndrome_day',
    rows: csvChunks('facility_id,visit_date,syndrome,cases,visits', function* () {
      for (const month of months)
        for (const { county, facility } of sentinels) {
          if (!reports(world, facility, month)) continue
          const chance = random(world.seed, 'syndrome', facility.id, month)
          const step = world.months.indexOf(month) - (world.months.length - OUTBREAK_MONTHS)
          for (const day of daysOf(month)) {
            const visits = Math.max(20, chance.poisson(facility.beds * 0.9 * (0.7 + 0.3 * day.activity)))
            for (const { name, share, swing, peak } of SYNDROMES) {
              const season = 1 + swing * Math.cos((2 * Math.PI * (Number(month.slice(5)) - peak)) / 12)
              const surge = county.story === 'outbreak' && name === '腹泻' ? (OUTBREAK[step] ?? 1) : 1
              yield `${facility.id},${day.date},${name},${Math.min(visits, chance.poisson(visits * share * season * surge))},${visits}`
            }
          }
        }
    }),
  }
}

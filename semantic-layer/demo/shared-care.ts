import { random } from '@cockpit/domain/random/random'
import type { DemoFacility, DemoFile, DemoWorld } from '../packs/contract'
import { daysOf } from './calendar'
import { money } from './csv-text'
import { isHospital, recentFile, recentMonths, serviceStories } from './recent'
import { reports } from './stories'
import type { Volumes } from './volumes'

const clamp = (value: number) => Math.max(-2, Math.min(2, value))

/** The hospital that leads a county's facilities: its largest, or the largest of the city where it has none. */
export function leadersOf(world: DemoWorld): ReadonlyMap<string, DemoFacility> {
  const hospitals = world.facilities.filter(isHospital).sort((a, b) => b.beds - a.beds || (a.id < b.id ? -1 : 1))
  const city = new Map(world.counties.map((county) => [county.code, county.cityCode]))
  return new Map(
    world.counties.flatMap((county): [string, DemoFacility][] => {
      const found =
        hospitals.find((one) => one.countyCode === county.code) ??
        hospitals.find((one) => city.get(one.countyCode) === county.cityCode) ??
        hospitals[0]
      return found ? [[county.code, found]] : []
    }),
  )
}

export const REFERRAL_HEADER =
  'facility_id,to_facility_id,referral_date,direction,setting,referred,accepted,accepted_in_time,hours'

/** Primary care refers about one visit in two hundred upwards; hospitals send about one discharge in forty back down. */
export function referralFile(world: DemoWorld, volumes: Volumes): DemoFile {
  const leaders = leadersOf(world)
  const primary = new Map<string, DemoFacility[]>()
  for (const one of world.facilities)
    if (!isHospital(one)) primary.set(one.countyCode, [...(primary.get(one.countyCode) ?? []), one])
  return recentFile(world, 'referral', REFERRAL_HEADER, function* () {
    for (const month of recentMonths(world)) {
      const days = daysOf(month)
      for (const one of volumes.facilities) {
        const { facility } = one
        if (!reports(world, facility, month)) continue
        const chance = random(world.seed, 'referral', facility.id, month)
        const upwards = !isHospital(facility)
        const near = primary.get(facility.countyCode) ?? []
        const to = upwards ? leaders.get(facility.countyCode) : near[chance.below(Math.max(1, near.length))]
        if (!to || to.id === facility.id) continue
        const patients = chance.poisson(
          upwards ? one.visitsPerDay * days.length * 0.005 : one.dischargesPerDay * days.length * 0.025,
        )
        const weeks = [2, 9, 17, 24]
        for (const [index, from] of weeks.entries()) {
          const referred = Math.round(patients / weeks.length) + (index === 0 ? patients % 2 : 0)
          const date = days[Math.min(days.length - 1, from + chance.below(5))]?.date
          if (referred === 0 || index % (upwards ? 2 : 4) !== 0) continue
          const accepted = Math.round(referred * (0.93 + 0.06 * chance.next()))
          const early = Math.round(accepted * (0.84 + 0.1 * chance.next()))
          const setting = upwards ? '门急诊' : '住院'
          yield `${facility.id},${to.id},${date},${upwards ? '上转' : '下转'},${setting},${referred},${accepted},${early},${(accepted * (3 + 4 * chance.next())).toFixed(1)}`
        }
      }
    }
  })
}

export const TELESERVICE_HEADER = 'facility_id,provider_id,service_date,kind,requests,completed,in_time,from_villages'

/** Primary care asks its county's leading hospital, for images and ECGs more than for consultations. */
export function teleserviceFile(world: DemoWorld): DemoFile {
  const leaders = leadersOf(world)
  const kinds = [
    ['远程影像', 34],
    ['远程心电', 28],
    ['远程会诊', 3],
  ] as const
  return recentFile(world, 'teleservice', TELESERVICE_HEADER, function* () {
    for (const month of recentMonths(world)) {
      const days = daysOf(month)
      for (const facility of world.facilities) {
        if (isHospital(facility)) continue
        const provider = leaders.get(facility.countyCode)
        if (!provider) continue
        const chance = random(world.seed, 'teleservice', facility.id, month)
        for (const [kind, mean] of kinds) {
          const requests = chance.poisson(mean * (0.6 + (0.8 * facility.beds) / 40))
          if (requests === 0) continue
          const completed = requests - chance.below(2)
          const early = Math.round(completed * (0.86 + 0.1 * chance.next()))
          const villages = facility.category === 'township' ? Math.round(requests * 0.35) : 0
          yield `${facility.id},${provider.id},${days[chance.below(days.length)]?.date},${kind},${requests},${completed},${early},${villages}`
        }
      }
    }
  })
}

export const INTERNET_HEADER = 'facility_id,visit_date,visits,prescriptions,circulated,complaints'

/** Tertiary hospitals alone run an internet hospital here. */
export function internetVisitFile(world: DemoWorld, volumes: Volumes): DemoFile {
  return recentFile(world, 'internet_visit', INTERNET_HEADER, function* () {
    for (const month of recentMonths(world))
      for (const one of volumes.facilities) {
        if (one.facility.tier !== 'tertiary') continue
        const chance = random(world.seed, 'internet', one.facility.id, month)
        for (const day of daysOf(month)) {
          const visits = chance.poisson(one.visitsPerDay * 0.02 * (0.8 + 0.2 * day.activity))
          const prescriptions = Math.round(visits * 0.55)
          const circulated = Math.round(prescriptions * (0.25 + 0.1 * chance.next()))
          yield `${one.facility.id},${day.date},${visits},${prescriptions},${circulated},${Number(chance.next() < visits * 0.0004)}`
        }
      }
  })
}

export const RECOGNITION_HEADER = 'facility_id,recognition_date,kind,reason,eligible,recognised,saved'
const REASONS = ['病情变化', '结果与临床不符', '超出时限', '急诊抢救', '患者要求'] as const

/** Three days a month, the last among them; charges of about 90 yuan for a test and 260 for an examination. */
export function mutualRecognitionFile(world: DemoWorld, volumes: Volumes): DemoFile {
  const { lowRecognition } = serviceStories(world)
  return recentFile(world, 'mutual_recognition', RECOGNITION_HEADER, function* () {
    for (const month of recentMonths(world)) {
      const days = daysOf(month)
      for (const one of volumes.facilities) {
        const { facility } = one
        if (!isHospital(facility) || !reports(world, facility, month)) continue
        const habit = random(world.seed, 'recognition', facility.id)
        const usual = facility.countyCode === lowRecognition ? 0.27 : 0.62 + 0.05 * clamp(habit.normal())
        const chance = random(world.seed, 'recognition', facility.id, month)
        for (const day of [9, 19, days.length - 1])
          for (const [kind, mean, charge] of [
            ['检验', 0.05, 90],
            ['检查', 0.02, 260],
          ] as const) {
            const eligible = Math.max(8, chance.poisson(one.visitsPerDay * mean * 10))
            const recognised = Math.min(eligible, Math.round(eligible * (usual + 0.02 * clamp(chance.normal()))))
            const reason = recognised < eligible ? REASONS[chance.below(REASONS.length)] : '无'
            yield `${facility.id},${days[day]?.date},${kind},${reason},${eligible},${recognised},${money(recognised * charge * 100)}`
          }
      }
    }
  })
}

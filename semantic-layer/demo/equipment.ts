import { random } from '@cockpit/domain/random/random'
import type { DemoFacility, DemoFile, DemoWorld } from '../packs/contract'
import { daysOf } from './calendar'
import { money } from './csv-text'
import { isHospital, recentFile, recentMonths, registerFile, serviceStories } from './recent'
import { stocksOf } from './resources'
import { reports } from './stories'

interface Kind {
  readonly name: string
  readonly licence: '甲' | '乙' | '无'
  readonly item: string
  /** Examinations a day of service, the share found positive (0: treats, finds nothing), price in yuan. */
  readonly perDay: number
  readonly positive: number
  readonly price: number
  readonly specification: string
}

const kind = (
  name: string,
  licence: Kind['licence'],
  item: string,
  [perDay, positive, price]: readonly [number, number, number],
  specification: string,
): Kind => ({ name, licence, item, perDay, positive, price, specification })

const [CT, MRI, DSA, PET_CT, LINAC, ROBOT] = [
  kind('CT', '无', '', [58, 0.76, 6_500_000], '64排'),
  kind('MRI', '无', '', [24, 0.82, 9_800_000], '1.5T'),
  kind('DSA', '无', '', [5, 0.88, 7_200_000], '平板'),
  kind('PET/CT', '乙', 'PET/CT', [9, 0.8, 22_000_000], '64环'),
  kind('直线加速器', '乙', '常规放射治疗设备', [42, 0, 16_000_000], '6MV'),
  kind('腹腔镜手术系统', '乙', '腹腔镜手术系统', [2.2, 0, 24_000_000], '四臂'),
] as const

export interface DemoAsset {
  readonly id: string
  readonly facility: DemoFacility
  readonly kind: Kind
  readonly installed: string
  readonly licence: string
}

/** Every asset, in an order that holds: CT, MRI and accelerators are those of the month-end return. */
export function demoAssets(world: DemoWorld): DemoAsset[] {
  const last = Number((world.months.at(-1) ?? '').slice(0, 4))
  return stocksOf(world).flatMap(({ facility, ct, mri, linac }) => {
    const chance = random(world.seed, 'equipment', facility.id)
    const large = facility.tier === 'tertiary'
    const general = facility.category === 'general'
    const plan: readonly (readonly [Kind, number])[] = [
      [CT, ct],
      [MRI, mri],
      [LINAC, linac],
      [DSA, large ? 1 + chance.below(3) : general && isHospital(facility) ? chance.below(2) : 0],
      [PET_CT, large && general ? Number(chance.next() < 0.4) : 0],
      [ROBOT, large && general ? Number(chance.next() < 0.3) : 0],
    ]
    let number = 0
    return plan.flatMap(([which, count]) =>
      Array.from({ length: count }, (): DemoAsset => {
        number += 1
        const id = `${facility.id}-E${String(number).padStart(2, '0')}`
        const year = last - 3 - chance.below(9)
        return {
          id,
          facility,
          kind: which,
          installed: `${year}-${String(1 + chance.below(12)).padStart(2, '0')}-15`,
          licence: which.licence === '无' ? '' : `DEMO-${which.licence}-${id}`,
        }
      }),
    )
  })
}

export function equipmentFile(world: DemoWorld): DemoFile {
  return registerFile(
    'equipment',
    'asset_id,facility_id,class,specification,licence_class,licence_no,installed_on,retired_on,status,price',
    function* () {
      for (const { id, facility, kind: which, installed, licence } of demoAssets(world)) {
        const head = `${id},${facility.id},${which.name},${which.specification},${which.licence},${licence}`
        yield `${head},${installed},,在用,${money(which.price * 100)}`
      }
    },
  )
}

/** A licence for every licensed asset; one in twelve has run out, as registers go. */
export function licenceFile(world: DemoWorld): DemoFile {
  const end = Number((world.months.at(-1) ?? '').slice(0, 4))
  return registerFile('licence', 'licence_no,facility_id,item,licence_class,units,valid_from,valid_to', function* () {
    for (const { facility, kind: which, installed, licence } of demoAssets(world)) {
      if (!licence) continue
      const chance = random(world.seed, 'licence', licence)
      const until = chance.next() < 1 / 12 ? `${end - 1}-11-30` : `${end + chance.below(4)}-12-31`
      yield `${licence},${facility.id},${which.item},${which.licence},1,${installed},${until}`
    }
  })
}

export const EQUIPMENT_USE_HEADER = 'asset_id,facility_id,month_start,exams,judged,positive,service_days,hours'

export function equipmentUseFile(world: DemoWorld): DemoFile {
  const { fewFindings } = serviceStories(world)
  return recentFile(world, 'equipment_use', EQUIPMENT_USE_HEADER, function* () {
    const assets = demoAssets(world)
    for (const month of recentMonths(world)) {
      const days = daysOf(month).length
      for (const { id, facility, kind: which } of assets) {
        if (!reports(world, facility, month)) continue
        const chance = random(world.seed, 'equipment-use', id, month)
        const service = days - chance.below(3)
        const busy = facility.tier === 'tertiary' ? 1.25 : isHospital(facility) ? 0.75 : 0.25
        const exams = chance.poisson(which.perDay * busy * service)
        const judged = which.positive === 0 ? 0 : Math.round(exams * 0.98)
        const share =
          (facility.id === fewFindings ? 0.44 : which.positive) + 0.02 * Math.max(-2, Math.min(2, chance.normal()))
        yield `${id},${facility.id},${month}-01,${exams},${judged},${Math.round(judged * share)},${service},${(service * 9.5).toFixed(1)}`
      }
    }
  })
}

import { random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { CATALOGUE_CLASSES } from '../packs/informatisation/tables'
import { apportion } from './apportion'
import { registerFile } from './recent'

/**
 * A provincial catalogue of real proportions: 4,370 second-level entries over six classes in the ratio of their 665 first-level ones,
 * 124 of them collected (ZJ21). Names are invented.
 */
const ENTRIES = 4_370
const COLLECTED = 124
const CLASS_WEIGHTS = [79, 53, 249, 16, 236, 32]

/** The province, from the code of any of its counties. */
export function provinceOf(world: DemoWorld): string {
  return `${(world.counties[0]?.code ?? '330000').slice(0, 2)}0000`
}

export function catalogueFile(world: DemoWorld): DemoFile {
  const cities = [...new Set(world.counties.flatMap((county) => county.cityCode ?? []))].sort()
  const last = Number((world.months.at(-1) ?? '').slice(0, 4))
  const header =
    'entry_code,name_zh,class,area_code,claimed,registered_on,collected_on,items,records,shareable,readable,monitored'
  return registerFile('catalogue_entry', header, function* () {
    const chance = random(world.seed, 'catalogue')
    const counts = apportion(ENTRIES, CLASS_WEIGHTS)
    // One city claims nothing, as happens.
    const claiming = cities.slice(0, Math.max(1, cities.length - 1))
    let number = 0
    for (const [index, name] of CATALOGUE_CLASSES.entries())
      for (let place = 1; place <= (counts[index] ?? 0); place += 1) {
        number += 1
        const city = claiming[chance.below(claiming.length)]
        const claimed = city !== undefined && chance.next() < 0.72
        const registered = `${last - 3 + chance.below(3)}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`
        const collected = (number * COLLECTED) % ENTRIES < COLLECTED
        const items = 20 + chance.below(48)
        const flags = [0.81, 0.62, 0.74].map((share) => yes(chance.next() < share))
        const since = collected ? `${last - 1}-${two(1 + chance.below(12))}-20` : ''
        const records = collected ? items * (10_000 + chance.below(2_000_000)) : ''
        const code = `DEMO-ML-${String(number).padStart(4, '0')}`
        yield `${code},演示${name}目录${place},${name},${claimed ? city : provinceOf(world)},${yes(claimed)},${registered},${since},${items},${records},${flags.join(',')}`
      }
  })
}

/** The registry: approved business applications, what is online where, components on the shelf. */
export function applicationFile(world: DemoWorld): DemoFile {
  const last = Number((world.months.at(-1) ?? '').slice(0, 4))
  const header =
    'app_code,name_zh,area_code,kind,portal,audience,office,approved_on,online_on,target_users,registered_users'
  return registerFile('application', header, function* () {
    const chance = random(world.seed, 'application')
    const plan = [
      ['业务应用', '居民端', '群众', 3],
      ['业务应用', '政务端', '行政', 3],
      ['业务应用', '综合端', '医务人员', 1],
      ['能力组件', '组件货架', '机构', 8],
      ['业务应用', '未上线', '群众', 2],
    ] as const
    let number = 0
    for (const [kind, portal, audience, count] of plan)
      for (let place = 0; place < count; place += 1) {
        number += 1
        const year = last - 2 + chance.below(2)
        const aimed = portal === '居民端' ? 2_000_000 : 12_000
        const online = portal === '未上线' ? '' : `${year + 1}-${two(1 + chance.below(9))}-10`
        const users =
          kind === '能力组件' ? '0,0' : `${aimed},${Math.round(aimed * (online ? 0.5 + 0.3 * chance.next() : 0))}`
        yield `DEMO-YY-${two(number)},演示应用${number},${provinceOf(world)},${kind},${portal},${audience},规划发展与信息化处,${year}-${two(1 + chance.below(12))}-15,${online},${users}`
      }
  })
}

const yes = (truth: boolean) => (truth ? '是' : '否')
const two = (value: number) => String(value).padStart(2, '0')

import { random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { daysOf } from './calendar'
import { isHospital, recentFile, recentMonths } from './recent'
import { reports } from './stories'

/** Rules of the demonstration with their stage, hits a month for 100 beds, and the share that is overridden. */
const RULES = [
  ['抗菌药物越级使用', '事前提醒', 6, 0.22],
  ['重复检查检验', '事前提醒', 11, 0.35],
  ['互认结果未采用', '事前提醒', 9, 0.4],
  ['病历书写超时', '事中纠错', 14, 0.12],
  ['首页主要诊断选择缺陷', '事中纠错', 8, 0.15],
  ['分解住院', '事后评价', 1.2, 0],
] as const

export const RULE_HIT_HEADER = 'facility_id,rule,stage,hit_date,hits,overridden,appealed,upheld'

/** The hits of a month stand on its last day. */
export function ruleHitFile(world: DemoWorld): DemoFile {
  return recentFile(world, 'rule_hit', RULE_HIT_HEADER, function* () {
    for (const month of recentMonths(world)) {
      const last = daysOf(month).at(-1)?.date
      for (const facility of world.facilities) {
        if (!isHospital(facility) || !reports(world, facility, month)) continue
        const chance = random(world.seed, 'rule-hit', facility.id, month)
        for (const [rule, stage, mean, ignored] of RULES) {
          const hits = chance.poisson((mean * facility.beds) / 100)
          if (hits === 0) continue
          const overridden = Math.round(hits * ignored * (0.8 + 0.4 * chance.next()))
          const appealed = Math.min(hits, chance.poisson(hits * 0.06))
          const upheld = Math.round(appealed * 0.4)
          yield `${facility.id},${rule},${stage},${last},${hits},${overridden},${appealed},${upheld}`
        }
      }
    }
  })
}

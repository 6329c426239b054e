import { random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { OBJECT_KINDS } from '../packs/inspection/tables'
import { dateText, daysOf } from './calendar'
import { csvChunks, money } from './csv-text'
import { recentFile, recentMonths } from './recent'

interface Task {
  readonly id: string
  readonly county: string
  readonly facility: string
  readonly kind: string
  readonly drawn: boolean
  readonly issued: number
  readonly done: number | null
  readonly closed: boolean
  readonly result: string
}

/** Tasks a county issues in a month: about seven, most of them drawn at random; those of the newest month are not all done yet. */
function* demoTasks(world: DemoWorld): Generator<Task> {
  const months = recentMonths(world)
  const end = daysOf(months.at(-1) ?? '').at(-1)?.number ?? 0
  const own = new Map(
    world.counties.map(({ code }) => [code, world.facilities.filter((one) => one.countyCode === code)]),
  )
  for (const month of months) {
    const days = daysOf(month)
    for (const county of world.counties) {
      const chance = random(world.seed, 'inspection', county.code, month)
      const count = 3 + chance.poisson(county.population / 45_000)
      for (let number = 1; number <= count; number += 1) {
        const medical = chance.next() < 0.4
        const facilities = own.get(county.code) ?? []
        const facility = medical ? (facilities[chance.below(Math.max(1, facilities.length))]?.id ?? '') : ''
        const kind = medical ? '医疗机构' : (OBJECT_KINDS[1 + chance.below(OBJECT_KINDS.length - 1)] ?? '公共场所')
        const issued = (days[0]?.number ?? 0) + chance.below(10)
        const done = issued + 4 + Math.floor(34 * chance.next() ** 2)
        const gone = chance.next() < 0.04
        const draw = chance.next()
        yield {
          id: `DEMO-JD-${county.code}-${month.replace('-', '')}-${String(number).padStart(2, '0')}`,
          county: county.code,
          facility,
          kind,
          drawn: chance.next() < 0.8,
          issued,
          done: gone || done > end || chance.next() < 0.015 ? null : done,
          closed: gone,
          result: draw < 0.82 ? '未发现问题' : draw < 0.95 ? '责令改正' : '立案处罚',
        }
      }
    }
  }
}

export function inspectionFile(world: DemoWorld): DemoFile {
  const header = 'task_id,area_code,facility_id,object_kind,drawn,issued_on,due_on,done_on,state,result'
  return recentFile(world, 'inspection', header, function* () {
    for (const task of demoTasks(world)) {
      const state = task.closed ? '已关闭' : task.done === null ? '待检查' : '已完成'
      const result = task.closed ? '对象已注销' : task.done === null ? '' : task.result
      const done = task.done === null ? '' : dateText(task.done)
      yield `${task.id},${task.county},${task.facility},${task.kind},${task.drawn ? '是' : '否'},${dateText(task.issued)},${dateText(task.issued + 30)},${done},${state},${result}`
    }
  })
}

export function penaltyFile(world: DemoWorld): DemoFile {
  const header = 'penalty_id,task_id,area_code,facility_id,object_kind,decided_on,kind,fine,closed_on'
  return recentFile(world, 'penalty', header, function* () {
    const end = daysOf(recentMonths(world).at(-1) ?? '').at(-1)?.number ?? 0
    for (const task of demoTasks(world)) {
      if (task.done === null || task.result !== '立案处罚') continue
      const chance = random(world.seed, 'penalty', task.id)
      const decided = task.done + 10 + chance.below(40)
      if (decided > end) continue
      const fined = chance.next() < 0.7
      const closed = decided + 15 + chance.below(30)
      const fine = fined ? money((2 + chance.below(48)) * 100_000) : '0.00'
      yield `${task.id.replace('JD', 'CF')},${task.id},${task.county},${task.facility},${task.kind},${dateText(decided)},${fined ? '罚款' : '警告'},${fine},${closed > end ? '' : dateText(closed)}`
    }
  })
}

/** Credit tiers of two years: four in five facilities stand at A or B. */
export function creditFile(world: DemoWorld): DemoFile {
  const last = Number((world.months.at(-1) ?? '').slice(0, 4))
  return {
    name: `credit-${last - 1}-to-${last}.csv`,
    table: 'credit',
    rows: csvChunks('facility_id,year_start,credit_tier,score', function* () {
      for (const year of [last - 1, last])
        for (const one of world.facilities) {
          const score = 100 - 45 * random(world.seed, 'credit', one.id, year).next() ** 3
          const tier = score >= 90 ? 'A' : score >= 75 ? 'B' : score >= 65 ? 'C' : 'D'
          yield `${one.id},${year}-01-01,${tier},${score.toFixed(1)}`
        }
    }),
  }
}

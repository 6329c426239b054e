import { random } from '@cockpit/domain/random/random'
import type { DemoFacility, DemoFile, DemoWorld } from '../packs/contract'
import { EMR_ROLES, INTEROP_LEVELS } from '../packs/informatisation/tables'
import { csvChunks } from './csv-text'
import { isHospital } from './recent'

/** Floors of the total score by level, 0 to 8, which a grade's score lies above. */
const FLOORS = [0, 28, 55, 85, 110, 140, 170, 190, 220] as const
/** Chance of each level in the newest grading: most tertiary hospitals stand at 4, few at 5. */
const LEVELS = {
  tertiary: [0, 0, 0, 0.17, 0.7, 0.1, 0.03],
  secondary: [0.02, 0.08, 0.27, 0.5, 0.12, 0.01],
  primary: [1],
} as const

export function* gradeFiles(world: DemoWorld): Generator<DemoFile> {
  const last = Number((world.months.at(-1) ?? '').slice(0, 4))
  const years = [last - 2, last - 1, last]
  const file = (
    table: string,
    header: string,
    line: (one: DemoFacility, year: number, back: number) => Iterable<string>,
  ) => ({
    name: `${table.replaceAll('_', '-')}-${years[0]}-to-${last}.csv`,
    table,
    rows: csvChunks(header, function* () {
      for (const [index, year] of years.entries())
        for (const one of world.facilities) if (isHospital(one)) yield* line(one, year, years.length - 1 - index)
    }),
  })
  const emr = (one: DemoFacility, back: number) => {
    const chance = random(world.seed, 'emr', one.id)
    const newest = pick(LEVELS[one.tier], chance.next())
    return chance.next() < 0.04 ? null : Math.max(0, newest - (back > 0 && chance.next() < 0.35 * back ? 1 : 0))
  }
  yield file(
    'emr_grade',
    `facility_id,year_start,level,score,${EMR_ROLES.map(([name]) => name).join(',')}`,
    function* (one, year, back) {
      const level = emr(one, back)
      if (level === null) return
      const chance = random(world.seed, 'emr', one.id, year)
      const floor = FLOORS[level] ?? 0
      const score = floor + ((FLOORS[level + 1] ?? 250) - floor) * 0.8 * chance.next()
      const roles = EMR_ROLES.map(() => 0.8 + 0.4 * chance.next())
      const all = roles.reduce((sum, weight) => sum + weight, 0)
      const tenths = roles.map((weight) => Math.round((score * 10 * weight) / all))
      const total = tenths.reduce((sum, tenth) => sum + tenth, 0)
      yield `${one.id},${year}-01-01,${level},${(total / 10).toFixed(1)},${tenths.map((tenth) => (tenth / 10).toFixed(1)).join(',')}`
    },
  )
  yield file('interop_grade', 'facility_id,year_start,level,score', function* (one, year, back) {
    const chance = random(world.seed, 'interop', one.id)
    const draw = chance.next() - 0.06 * back
    const large = one.tier === 'tertiary'
    if (draw < (large ? 0.06 : 0.5)) return
    const place = large ? (draw < 0.35 ? 2 : draw < 0.8 ? 4 : draw < 0.95 ? 3 : 5) : draw < 0.9 ? 2 : 3
    yield `${one.id},${year}-01-01,${INTEROP_LEVELS[place]},${(55 + 7 * place).toFixed(1)}`
  })
  yield file('smart_grade', 'facility_id,year_start,kind,level', function* (one, year, back) {
    for (const kind of ['智慧服务', '智慧管理']) {
      const chance = random(world.seed, kind, one.id)
      const level = Math.floor(chance.next() * (one.tier === 'tertiary' ? 3.6 : 2.3) - 0.2 * back)
      if (level >= 0) yield `${one.id},${year}-01-01,${kind},${Math.min(5, level)}`
    }
  })
}

function pick(chances: readonly number[], draw: number): number {
  let reached = 0
  for (const [level, chance] of chances.entries()) {
    reached += chance
    if (draw < reached) return level
  }
  return chances.length - 1
}

import { Grant } from '@cockpit/domain/access/grant'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { AskResult } from '@cockpit/semantic-layer/client/ask'
import type { RawRow, RawTables } from '../semantic/lake-of'
import { MONTHS, randomOf, type World } from '../semantic/world'
import { at, codeToday, type Placed, type Source, text } from './sources'
import { type Definition, of, one, share, sum, when, yes } from './words'

/** The loop's own tasks and alerts: some of an institution, some of an area of any level, a few of a place that is not known. */
export function loopTables(world: World, seed: number): RawTables {
  const random = randomOf(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const maybe = (share: number) => (random() < share) as unknown as string
  const facilities = [...world.facilities.values()]
  const day = () => `${pick(MONTHS)}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`
  const hours = () => (random() < 0.6 ? Math.round(random() * 9000) / 100 : null)
  const place = (): RawRow => {
    if (random() < 0.3)
      return { facility_id: '', area_code: random() < 0.1 ? '999999' : String(pick(world.areas).code) }
    const facility = pick(facilities)
    return { facility_id: String(facility.id), area_code: String(facility.county) }
  }
  const level = () => pick(['I', 'II', 'III', 'IV'])
  const rows = (count: number, row: (n: number) => RawRow) => Array.from({ length: count }, (_, n) => row(n))
  return {
    loop_task: rows(600, (n) => {
      const rule = pick(['rule-a', 'rule-b', ''])
      return {
        ...{ task_id: `T${n}`, ...place(), issued_on: day(), level: level(), rule, signed_at: null, closed_at: null },
        ...{ origin: pick(['预警任务', '直接任务', '协办与子任务']), sign_hours: hours(), close_hours: hours() },
        ...{ sign_owed: maybe(0.8), sign_on_time: maybe(0.6), fed_back: maybe(0.7), returns: pick([0, 0, 1, 3]) },
        ...{ closed: maybe(0.6), close_owed: maybe(0.7), close_on_time: maybe(0.5), aborted: maybe(0.1) },
        ...{ ever_closed: maybe(0.7), relapsed: maybe(0.1) },
      }
    }),
    loop_alert: rows(400, (n) => ({
      ...{ alert_id: `A${n}`, ...place(), raised_on: day(), level: level(), rule: pick(['rule-a', 'rule-b']) },
      ...{ nature: pick(['数据中断', '下降', '上升', '其他']), counted: maybe(0.8), settled: maybe(0.5) },
      ...{ false_alarm: maybe(0.2), judge_hours: hours() },
    })),
  }
}

/** A row of an institution as it was on its day; a row of an area in that area, in no tier. */
const placed =
  (table: string, date: string): Source =>
  (tables, span) =>
    (tables[table] ?? []).flatMap((row): Placed[] => {
      const day = text(row, date)
      if (day < span.from || day > span.to) return []
      if (text(row, 'facility_id') !== '') return at(tables, row, day)
      const known = (tables.area ?? []).some((area) => area.area_code === row.area_code)
      return known ? [{ county: codeToday(tables, text(row, 'area_code')), row }] : []
    })

const tasks = placed('loop_task', 'issued_on')
const alerts = placed('loop_alert', 'raised_on')
const both =
  (...names: string[]) =>
  (row: RawRow) =>
    names.every((name) => yes(name)(row))
const known = (name: string) => when((row: RawRow) => row[name] !== null)

export const LOOP: Readonly<Record<string, Definition>> = {
  'loopTasks.issued': sum(tasks, one),
  'loopTasks.signedOnTime': share([tasks, when(yes('sign_on_time'))], [tasks, when(yes('sign_owed'))]),
  'loopTasks.closedShare': share([tasks, when(yes('closed'))], [tasks, when((row) => !yes('aborted')(row))]),
  'loopTasks.closedOnTime': share([tasks, when(yes('close_on_time'))], [tasks, when(yes('close_owed'))]),
  'loopTasks.returnShare': share(
    [tasks, when((row) => yes('fed_back')(row) && Number(row.returns) > 0)],
    [tasks, when(yes('fed_back'))],
  ),
  'loopTasks.relapseShare': share([tasks, when(both('ever_closed', 'relapsed'))], [tasks, when(yes('ever_closed'))]),
  'loopTasks.meanSignHours': share([tasks, of('sign_hours')], [tasks, known('sign_hours')]),
  'loopTasks.meanCloseHours': share([tasks, of('close_hours')], [tasks, known('close_hours')]),
  'loopAlerts.raised': sum(alerts, when(yes('counted'))),
  'loopAlerts.falseShare': share([alerts, when(yes('false_alarm'))], [alerts, when(yes('settled'))]),
  'loopAlerts.meanJudgeHours': share([alerts, of('judge_hours')], [alerts, known('judge_hours')]),
}

/**
 * Where the loop's tasks come out otherwise than their rows for someone who may see one county, or one institution in it: tasks of areas
 * belong to whoever has the area, and to no institution.
 */
export async function scopeDifferences(
  tables: RawTables,
  ask: (query: IndicatorQuery, grant: Grant) => Promise<AskResult>,
): Promise<string[]> {
  const all = tasks(tables, { from: '2025-01-01', to: '2025-12-31' })
  // One that never moved: its tasks of before belong to where it was then.
  const facilityOf = (county: string) =>
    all.find(({ facility }) => facility && all.every((row) => row.facility !== facility || row.county === county))
      ?.facility
  const issued = async (grant: Grant, about: { territory: string; facility?: string }) => {
    const asked = IndicatorQuery.parse({ indicators: ['loopTasks.issued'], period: '2025', ...about })
    const result = await ask(asked, grant)
    return result.ok ? result.answer.rows[0]?.cells['loopTasks.issued']?.value : undefined
  }
  const differences: string[] = []
  for (const county of [...new Set(all.filter(({ facility }) => facility).map((row) => row.county))]) {
    const own = all.filter((row) => row.county === county)
    const facility = facilityOf(county)
    if (!facility) continue
    const expected = { area: own.length, facility: own.filter((row) => row.facility === facility).length }
    const grants = {
      area: Grant.parse({ role: 'supervisor', territory: { kind: 'area', code: county }, sensitivity: 'facility' }),
      facility: Grant.parse({
        ...{ role: 'institution', sensitivity: 'facility', territory: { kind: 'facilities', ids: [facility] } },
      }),
    }
    for (const kind of ['area', 'facility'] as const) {
      const got = await issued(grants[kind], { territory: county, ...(kind === 'area' ? {} : { facility }) })
      if (got !== expected[kind]) differences.push(`${kind} in ${county}: ${got}, rows ${expected[kind]}`)
    }
    // The county asked by an institution: never the others', least of all those of the area itself.
    const whole = await issued(grants.facility, { territory: county })
    if (whole !== undefined && whole > expected.facility) differences.push(`${facility} sees ${whole} in ${county}`)
  }
  return differences
}

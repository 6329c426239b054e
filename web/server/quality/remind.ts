import { permitted } from '@cockpit/db/access/actor'
import { remindInstitution } from '@cockpit/db/reminders/remind-institution'
import { clocksInForce } from '@cockpit/db/tasks/clock-settings'
import { dueTimes } from '@cockpit/domain/clock/due'
import type { FacilityId } from '@cockpit/domain/ids'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { shanghaiDate } from '@cockpit/domain/period/calendar'
import type { Level } from '@cockpit/domain/task/level'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { currentVersion } from '@cockpit/semantic-layer/lake/read'
import { actorOf } from '../actor'
import type { Caller } from '../caller-contract'
import { askPorts } from '../indicators/ask-ports'
import type { Ports } from '../ports'
import { Refusal } from '../trpc'
import { owedTables } from './obligations'
import { equals, scopedRows } from './scoped-rows'
import { missingPeriod, type SilentRow, silentRows } from './silent'

export interface RemindOrder {
  readonly items: readonly { readonly facility: FacilityId; readonly table: string }[]
  readonly level: Level
  readonly note: string
  readonly language: 'zh' | 'en'
}

export interface Reminded {
  readonly facility: FacilityId
  readonly table: string
  readonly outcome: 'sent' | 'repeated' | 'not-silent' | 'not-permitted' | 'failed'
  readonly taskId: string | null
}

/**
 * Asks institutions for what they owe. The number in the text is read anew here and frozen with the task; one that has sent in the meantime
 * is not asked.
 */
export async function remind(ports: Ports, caller: Caller, order: RemindOrder, now: Date): Promise<Reminded[]> {
  const rows = await scopedRows(ports, caller)
  const facilities = [...new Set(order.items.map(({ facility }) => facility))]
  const tables = [...new Set(order.items.map(({ table }) => table))]
  const silent = await silentRows(
    ports,
    rows,
    async (cube) => [equals(`${cube}.facilityId`, ...facilities), equals(`${cube}.table`, ...tables)],
    now,
  )
  const definition = (await knownCatalogue(await askPorts(ports))).get('reporting.coverage')
  const [territory, directory, owed, version] = await Promise.all([
    ports.territory(),
    ports.facilities(),
    owedTables(ports),
    currentVersion(ports.lake),
  ])
  const { settings } = await clocksInForce(ports.db)
  const answerBy = dueTimes(settings, order.level, now).feedbackBy
  const reminded: Reminded[] = []
  for (const { facility, table } of order.items) {
    const told = (outcome: Reminded['outcome'], taskId: string | null = null) =>
      reminded.push({ facility, table, outcome, taskId })
    const place = directory.get(facility)
    const declared = owed.find(({ name }) => name === table)
    // Out of reach and unknown are the same answer.
    const about = place && { areaCode: place.county, facilityId: facility, sensitivity: null }
    const reach = about && permitted(actorOf(caller), 'task.dispatch', about, territory)
    if (!place || !declared || !reach) {
      told('not-permitted')
      continue
    }
    const row = silent.find((one) => one.facility === facility && one.table === table)
    if (!row) {
      told('not-silent')
      continue
    }
    const unit = declared.every === 'day' ? 'day' : 'month'
    const words = wordsOf(
      row,
      place.name[order.language],
      declared.title[order.language],
      unit,
      order,
      version,
      answerBy,
      now,
    )
    const envelope: Envelope = {
      indicator: 'reporting.coverage',
      definitionVersion: definition?.version ?? '',
      ...(row.expected > 0
        ? { state: 'shown', value: row.reported / row.expected, numerator: row.reported, denominator: row.expected }
        : { state: 'not-reported' }),
      coverage: { reported: row.reported, expected: row.expected, every: unit },
    }
    const result = await remindInstitution(
      ports.db,
      actorOf(caller),
      territory,
      {
        facility,
        table,
        period: missingPeriod(row, declared),
        level: order.level,
        envelope: plain(envelope),
        ...words,
      },
      now,
    )
    if (result.ok) told(result.repeated ? 'repeated' : 'sent', result.taskId)
    else told(result.refusal === 'not-permitted' ? 'not-permitted' : 'failed')
  }
  if (reminded.every(({ outcome }) => outcome === 'not-permitted'))
    throw new Refusal('not-permitted', 'Your grants do not reach these institutions for a task.')
  return reminded
}

/** As JSON keeps it. */
function plain(envelope: Envelope) {
  return JSON.parse(JSON.stringify(envelope)) as Record<string, never>
}

/** The frozen text: what is missing since when, how much of the owed has come, as of which data, until when an answer is wanted. */
function wordsOf(
  row: SilentRow,
  facility: string,
  table: string,
  unit: 'day' | 'month',
  { language, note }: RemindOrder,
  version: number,
  answerBy: Date,
  now: Date,
): { title: string; instruction: string } {
  const share = row.expected > 0 ? `${((100 * row.reported) / row.expected).toFixed(1)}%` : '—'
  const by = shanghaiDate(answerBy)
  const added = note.trim() === '' ? [] : [note.trim()]
  if (language === 'en')
    return {
      title: `Data due: ${facility}, ${table}, missing since ${row.since}`.slice(0, 200),
      instruction: [
        `"${table}" has not come since ${row.since} (${row.missed} periods past their due day; last day reported: ${row.lastDay ?? 'none'}).`,
        `Coverage of the last two years ${share} (${row.reported} of ${row.expected} ${unit}s owed), data version ${version}, read ${shanghaiDate(now)}.`,
        `Send the missing data and answer by ${by}, with the reason.`,
        ...added,
      ].join('\n'),
    }
  return {
    title: `催报：${facility}《${table}》${row.since} 起未报`.slice(0, 200),
    instruction: [
      `《${table}》自 ${row.since} 起未收到合格数据，已逾期 ${row.missed} 期（最近一次数据日期：${row.lastDay ?? '无'}）。`,
      `近两年采集覆盖率 ${share}（${row.reported} ÷ ${row.expected} ${unit === 'day' ? '天' : '个月'}），数据版本 ${version}，读取日期 ${shanghaiDate(now)}。`,
      `请于 ${by} 前补报并反馈原因。`,
      ...added,
    ].join('\n'),
  }
}

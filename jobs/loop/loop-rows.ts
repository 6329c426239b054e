import type { LoopAlertRow, LoopTaskRow } from '@cockpit/db/loop/read-loop'
import type { AlertNature } from '@cockpit/domain/alert/nature'
import { alertFacts } from '@cockpit/domain/loop/alert-facts'
import { taskFacts } from '@cockpit/domain/loop/task-facts'
import { shanghaiDate } from '@cockpit/domain/period/calendar'
import type { NATURES, ORIGINS } from '@cockpit/semantic-layer/packs/loop/tables'

/** A row of a table by its columns. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

const NATURE: Readonly<Record<AlertNature, (typeof NATURES)[number]>> = {
  silence: '数据中断',
  drop: '下降',
  rise: '上升',
  other: '其他',
}

/** A row of `loop_task`. */
export function taskRow(task: LoopTaskRow, now: Date): Row {
  const facts = taskFacts(task, now)
  const origin: (typeof ORIGINS)[number] = task.isPart ? '协办与子任务' : task.ruleId ? '预警任务' : '直接任务'
  return {
    task_id: task.id,
    ...placeOf(task),
    issued_on: shanghaiDate(task.dispatchedAt),
    level: task.level,
    rule: task.ruleId ?? '',
    origin,
    signed_at: instant(facts.signedAt),
    closed_at: instant(facts.closedAt),
    sign_hours: facts.signHours,
    close_hours: facts.closeHours,
    sign_owed: facts.signOwed,
    sign_on_time: facts.signOnTime,
    fed_back: facts.fedBack,
    returns: facts.returns,
    closed: facts.closed,
    close_owed: facts.closeOwed,
    close_on_time: facts.closeOnTime,
    aborted: facts.aborted,
    ever_closed: facts.everClosed,
    relapsed: facts.relapsed,
  }
}

/** A row of `loop_alert`. */
export function alertRow(alert: LoopAlertRow): Row {
  const facts = alertFacts(alert)
  return {
    alert_id: alert.id,
    ...placeOf(alert),
    raised_on: shanghaiDate(alert.raisedAt),
    level: alert.level,
    rule: alert.ruleId,
    nature: NATURE[alert.nature],
    counted: facts.counted,
    settled: facts.settled,
    false_alarm: facts.falseAlarm,
    judge_hours: facts.judgeHours,
  }
}

const placeOf = ({ facilityId, areaCode }: { facilityId: string | null; areaCode: string }): Row => ({
  facility_id: facilityId ?? '',
  area_code: areaCode,
})

/** As the lake writes an instant: UTC, without a zone. */
const instant = (at: Date | null) => at?.toISOString().replace('T', ' ').replace('Z', '') ?? null

import { LEVELS } from '@cockpit/domain/task/level'
import { choice, count, day, instant, text, yesNo } from '../columns'
import type { Column, WarehouseTable } from '../contract'
import { unsent } from '../quality/unsent'

const optional = { required: false } as const
const hours = (name: string, zh: string, en: string): Column => ({ ...count(name, zh, en, optional), type: 'decimal' })

/** Who it is about: an institution with its county, or an area alone, with an empty facility. */
const place: readonly Column[] = [
  text('facility_id', '机构代码（发给地区的为空）', 'Facility id, empty where it is about an area', optional),
  text('area_code', '区划代码', 'Area code'),
]

/** Where a task came from. */
export const ORIGINS = ['预警任务', '直接任务', '协办与子任务'] as const
/** What a finding says of its place (domain/alert/nature). */
export const NATURES = ['数据中断', '下降', '上升', '其他'] as const

/**
 * The product's own tasks, a row each, written by `jobs/loop` from the database: what happened and when, never who or in which words. One row says
 * how the task stands now; it is written anew when it changes.
 */
export const LOOP_TASK: WarehouseTable = unsent({
  name: 'loop_task',
  title: { zh: '闭环任务', en: 'Tasks of the loop' },
  grain: 'task',
  key: ['task_id'],
  dateColumn: 'issued_on',
  current: true,
  columns: [
    text('task_id', '任务编号', 'Task id'),
    ...place,
    day('issued_on', '下达日期', 'Day it was dispatched'),
    choice('level', '级别', 'Level', LEVELS),
    text('rule', '规则编号（非预警任务为空）', 'Rule of its alert, empty without one', optional),
    choice('origin', '来源', 'Where it came from', ORIGINS),
    instant('signed_at', '签收时间', 'Signed, UTC', optional),
    instant('closed_at', '办结时间', 'Closed, UTC', optional),
    hours('sign_hours', '签收用时（小时）', 'Hours from sending to signing'),
    hours('close_hours', '办结用时（小时）', 'Hours from sending, or the relapse, to closing'),
    yesNo('sign_owed', '已签收或签收已到期', 'Signed, or should be by now'),
    yesNo('sign_on_time', '按时签收', 'Signed in time'),
    yesNo('fed_back', '已反馈', 'Fed back at least once'),
    count('returns', '退回次数', 'Times a review sent it back'),
    yesNo('closed', '办结', 'Closed'),
    yesNo('close_owed', '已办结或办结已到期', 'Closed, or should be by now'),
    yesNo('close_on_time', '按时办结', 'Closed in time'),
    yesNo('aborted', '中止', 'Aborted'),
    yesNo('ever_closed', '曾办结', 'Closed at least once'),
    yesNo('relapsed', '复发', 'Came back after it was closed'),
  ],
})

/** The product's own alerts, a row each; `counted` as `domain/loop/alert-facts` says. */
export const LOOP_ALERT: WarehouseTable = unsent({
  name: 'loop_alert',
  title: { zh: '闭环预警', en: 'Alerts of the loop' },
  grain: 'alert',
  key: ['alert_id'],
  dateColumn: 'raised_on',
  current: true,
  columns: [
    text('alert_id', '预警编号', 'Alert id'),
    ...place,
    day('raised_on', '触发日期', 'Day it rose'),
    choice('level', '级别', 'Level', LEVELS),
    text('rule', '规则编号', 'Rule'),
    choice('nature', '性质', 'Nature', NATURES),
    yesNo('counted', '计数', 'Called for somebody: neither inhibited nor merged'),
    yesNo('settled', '已销号', 'Handled, or found false'),
    yesNo('false_alarm', '误报', 'Found false'),
    hours('judge_hours', '研判用时（小时）', 'Hours from rising to the first judgement'),
  ],
})

export const tables: readonly WarehouseTable[] = [LOOP_TASK, LOOP_ALERT]

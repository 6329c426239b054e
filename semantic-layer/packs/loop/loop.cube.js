import { facilityCube, facilityOrArea, measuresOf } from './cube-shape.js'

/*
 * How the loop itself works: who signs and closes in time, what comes back. Facts come from the product's own tasks and alerts (jobs/loop); a task
 * counts in the month it was dispatched, an alert in the month it rose. Tasks and alerts are no persons, so no small count is withheld: a county
 * with two tasks is told its two tasks.
 */
const tasks = measuresOf({
  standard: '闭环工作规范：签收、办结、退回、复发（本产品口径，各地可调整时限）',
  owner: '办公室（督查）',
  tables: ['loop_task'],
})
const pieces = ['件', 'tasks']
const yes = (name) => `CASE WHEN ${name} THEN 1 ELSE 0 END`

cube(
  'loopTasks',
  facilityCube({
    pack: 'loop',
    tables: ['loop_task'],
    grain: 'day',
    placed: facilityOrArea({ table: 'loop_task', day: 'issued_on' }),
    dimensions: { level: 'level', rule: 'rule', origin: 'origin' },
    measures: {
      issued: tasks.sum('1', {
        name: ['任务数', 'Tasks'],
        unit: pieces,
        formula: [
          '期内下达的任务数（含协办与子任务；可按级别、规则、来源分解）',
          'Tasks dispatched in the period, parts of tasks included; by level, rule, origin',
        ],
      }),
      ...tasks.parts({
        signOwed: yes('sign_owed'),
        signOnTime: yes('sign_on_time'),
        signed: 'CASE WHEN sign_hours IS NULL THEN 0 ELSE 1 END',
        signHours: 'sign_hours',
        standing: 'CASE WHEN aborted THEN 0 ELSE 1 END',
        closed: yes('closed'),
        closeOwed: yes('close_owed'),
        closeOnTime: yes('close_on_time'),
        closedTimed: 'CASE WHEN close_hours IS NULL THEN 0 ELSE 1 END',
        closeHours: 'close_hours',
        fedBack: yes('fed_back'),
        returned: 'CASE WHEN fed_back AND returns > 0 THEN 1 ELSE 0 END',
        everClosed: yes('ever_closed'),
        relapsed: 'CASE WHEN ever_closed AND relapsed THEN 1 ELSE 0 END',
      }),
      signedOnTime: tasks.share('signOnTime', 'signOwed', {
        name: ['签收及时率', 'Signed in time'],
        direction: 'higher',
        target: { min: 0.95, source: '默认值（非政策，可调整）', evidence: 'default' },
        formula: [
          '期限内签收的任务 ÷（已签收的任务 + 签收期限已过而未签收的任务）；期内下达，转办的按最后一次下达计',
          'Signed in time ÷ (signed + not signed though their time is over); of the tasks dispatched in the period, one that was passed on by its last sending',
        ],
      }),
      closedShare: tasks.share('closed', 'standing', {
        name: ['办结率', 'Closed'],
        direction: 'higher',
        formula: [
          '已办结任务 ÷（下达任务 − 中止任务）；期内下达',
          'Closed ÷ (dispatched less aborted), of the tasks dispatched in the period',
        ],
      }),
      closedOnTime: tasks.share('closeOnTime', 'closeOwed', {
        name: ['按时办结率', 'Closed in time'],
        direction: 'higher',
        target: { min: 0.9, source: '默认值（非政策，可调整）', evidence: 'default' },
        formula: [
          '期限内办结的任务 ÷（已办结的任务 + 办结期限已过而未办结的任务）；停钟时间不计，批准的延期为准',
          'Closed in time ÷ (closed + not closed though their time is over); time that the clocks stood still does not count, a granted extension holds',
        ],
      }),
      returnShare: tasks.share('returned', 'fedBack', {
        name: ['退回率', 'Sent back by the review'],
        direction: 'lower',
        formula: [
          '审核退回过的任务 ÷ 已反馈的任务；退回多次计一件',
          'Tasks that a review sent back ÷ tasks fed back; however often, it is one task',
        ],
      }),
      relapseShare: tasks.share('relapsed', 'everClosed', {
        name: ['整改复发率', 'Relapsed after closing'],
        direction: 'lower',
        formula: [
          '办结后规定天数内（默认 90 日）规则再次触发的任务 ÷ 曾办结的任务；办结未满规定天数的任务仍可能复发',
          'Tasks whose rule fired again within the days set (90 unless changed) after closing ÷ tasks closed; those closed more recently may still relapse',
        ],
      }),
      meanSignHours: tasks.ratio('signHours', 'signed', {
        name: ['平均签收时长', 'Mean time to sign'],
        unit: ['小时', 'h'],
        digits: 1,
        direction: 'lower',
        formula: [
          '下达到签收的小时数之和 ÷ 已签收任务；自然时间',
          'Hours from sending to signing ÷ tasks signed; hours of the calendar',
        ],
      }),
      meanCloseHours: tasks.ratio('closeHours', 'closedTimed', {
        name: ['平均办结时长', 'Mean time to close'],
        unit: ['小时', 'h'],
        digits: 1,
        direction: 'lower',
        formula: [
          '下达（复发的自复发起）到办结的小时数之和 ÷ 已办结任务；自然时间，含停钟',
          'Hours from sending, or from the relapse, to closing ÷ tasks closed; hours of the calendar, pauses included',
        ],
      }),
    },
  }),
)

const alerts = measuresOf({
  standard: '闭环工作规范：预警研判与误报销号（本产品口径）',
  owner: '办公室（督查）',
  tables: ['loop_alert'],
})

cube(
  'loopAlerts',
  facilityCube({
    pack: 'loop',
    tables: ['loop_alert'],
    grain: 'day',
    placed: facilityOrArea({ table: 'loop_alert', day: 'raised_on' }),
    dimensions: { level: 'level', rule: 'rule', nature: 'nature' },
    measures: {
      raised: alerts.sum(yes('counted'), {
        name: ['预警数', 'Alerts'],
        unit: ['条', 'alerts'],
        formula: [
          '期内触发的预警数，不含被数据中断抑制的和已合并的（可按级别、规则、性质分解）',
          'Alerts that rose in the period, without those a silence explains and those merged; by level, rule, nature',
        ],
      }),
      ...alerts.parts({
        settled: yes('settled'),
        falseAlarms: yes('false_alarm'),
        judged: 'CASE WHEN judge_hours IS NULL THEN 0 ELSE 1 END',
        judgeHours: 'judge_hours',
      }),
      falseShare: alerts.share('falseAlarms', 'settled', {
        name: ['误报率', 'False alarms'],
        direction: 'lower',
        formula: [
          '判为误报的预警 ÷（判为误报的预警 + 处置办结的预警）；尚未处置的不计',
          'Found false ÷ (found false + handled); those still open do not count',
        ],
      }),
      meanJudgeHours: alerts.ratio('judgeHours', 'judged', {
        name: ['平均研判时长', 'Mean time to judge'],
        unit: ['小时', 'h'],
        digits: 1,
        direction: 'lower',
        formula: [
          '触发到首次签发任务或判为误报的小时数之和 ÷ 已研判预警；自然时间',
          'Hours from rising to the first task or mark as false ÷ alerts judged; hours of the calendar',
        ],
      }),
    },
  }),
)

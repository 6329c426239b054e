import { areaCube, facilityCube, HORIZON, measuresOf } from './cube-shape.js'

const tasks = measuresOf({
  standard: '双随机、一公开监管；全国卫生健康监督统计',
  owner: '监督处',
  tables: ['inspection'],
})
const of = ['件', 'tasks']

/*
 * Tasks count in the month they were issued, penalties in the month they were decided; both stand in one cube so that the share
 * of tasks that ended in a penalty is a ratio of sums. Most objects are no medical institution, so rows belong to the county.
 */
cube(
  'inspections',
  areaCube({
    pack: 'inspection',
    tables: ['inspection', 'penalty'],
    grain: 'day',
    facts: `
      SELECT area_code, object_kind, issued_on AS on_date, 1 AS tasks, CASE WHEN drawn THEN 1 ELSE 0 END AS drawn,
        CASE WHEN state = '已完成' THEN 1 ELSE 0 END AS done, CASE WHEN state = '已关闭' THEN 1 ELSE 0 END AS closed,
        CASE WHEN drawn AND state IN ('已完成', '已关闭') THEN 1 ELSE 0 END AS drawn_ended,
        CASE WHEN drawn AND state = '已完成' THEN 1 ELSE 0 END AS drawn_done,
        CASE WHEN done_on <= due_on THEN 1 ELSE 0 END AS in_time,
        CASE WHEN state = '已完成' AND result <> '未发现问题' AND result <> '对象已注销' THEN 1 ELSE 0 END AS faulty,
        0 AS penalties, 0.0 AS fines
      FROM inspection
      UNION ALL
      SELECT area_code, object_kind, decided_on, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, fine FROM penalty`,
    day: 'on_date',
    dimensions: { objectKind: 'object_kind' },
    measures: {
      tasks: tasks.sum('tasks', {
        name: ['监督检查任务数', 'Inspections issued'],
        unit: of,
        formula: [
          '期内下达的监督检查任务数（可按对象类别分解）',
          'Inspections issued in the period, by kind of object',
        ],
      }),
      drawn: tasks.sum('drawn', {
        name: ['双随机任务数', 'Inspections drawn at random'],
        unit: of,
        formula: ['期内下达的双随机任务数', 'Inspections drawn at random, issued in the period'],
      }),
      done: tasks.part('done'),
      closed: tasks.part('closed'),
      ended: tasks.part('done + closed'),
      drawnDone: tasks.part('drawn_done'),
      drawnEnded: tasks.part('drawn_ended'),
      inTime: tasks.part('in_time'),
      faulty: tasks.part('faulty'),
      penalties: tasks.sum('penalties', {
        name: ['行政处罚件数', 'Penalties'],
        unit: ['件', 'penalties'],
        formula: ['期内决定的行政处罚件数', 'Penalties decided in the period'],
        tables: ['penalty'],
      }),
      fines: tasks.yuan('fines', {
        name: ['罚没金额', 'Fines'],
        formula: ['期内罚没金额之和', 'Fines decided in the period'],
        tables: ['penalty'],
      }),
      drawnDoneShare: tasks.share('drawnDone', 'drawn', {
        name: ['双随机任务完成率', 'Random inspections done'],
        direction: 'higher',
        formula: ['已完成双随机任务数 ÷ 双随机任务数', 'Random inspections done ÷ random inspections'],
      }),
      drawnEndedShare: tasks.share('drawnEnded', 'drawn', {
        name: ['双随机任务完结率', 'Random inspections ended'],
        direction: 'higher',
        evidence: 'verified',
        formula: ['（完成 + 关闭） ÷ 双随机任务数', '(Done + closed) ÷ random inspections'],
      }),
      inTimeShare: tasks.share('inTime', 'done', {
        name: ['任务按期完成率', 'Inspections done in time'],
        direction: 'higher',
        formula: ['按期完成任务数 ÷ 已完成任务数', 'Done by the due day ÷ done'],
      }),
      faultyShare: tasks.share('faulty', 'done', {
        name: ['问题发现率', 'Inspections that found a fault'],
        direction: 'monitor',
        formula: ['责令改正与立案处罚任务数 ÷ 已完成任务数', 'Ended in correction or prosecution ÷ done'],
      }),
      penaltyShare: tasks.share('penalties', 'tasks', {
        name: ['处罚率', 'Penalties per inspection'],
        direction: 'monitor',
        formula: ['行政处罚件数 ÷ 监督检查任务数', 'Penalties ÷ inspections issued'],
        tables: ['inspection', 'penalty'],
      }),
    },
  }),
)

const credit = measuresOf({ standard: '卫生健康信用评价', owner: '监督处', tables: ['credit'] })

/*
 * A tier holds until the facility's next; `max` over the one following row is that next year.
 */
cube(
  'creditTiers',
  facilityCube({
    pack: 'inspection',
    tables: ['credit'],
    grain: 'month',
    facts: `SELECT c.facility_id AS facility_id, c.credit_tier AS credit_tier, m.month_start AS held_month FROM (
        SELECT facility_id, credit_tier, year_start, coalesce(max(year_start) OVER (
          PARTITION BY facility_id ORDER BY year_start ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING), ${HORIZON}) AS ends FROM credit
      ) c CROSS JOIN calendar_month m WHERE m.month_start >= c.year_start AND m.month_start < c.ends`,
    day: 'held_month',
    unrolled:
      'two rows a facility become one for each month until the horizon, a gigabyte for a province; those of a month are quickly made from the two',
    dimensions: { creditTier: 'credit_tier' },
    measures: {
      rated: credit.stock('1', {
        name: ['已评信用机构数', 'Facilities with a credit tier'],
        unit: ['家', 'facilities'],
        formula: ['期末有信用等级的机构数（可按等级分解）', 'Facilities with a tier at the end of the period, by tier'],
      }),
      low: credit.stock("CASE WHEN credit_tier IN ('C', 'D') THEN 1 ELSE 0 END", {
        name: ['信用 C、D 级机构数', 'Facilities in tier C or D'],
        unit: ['家', 'facilities'],
        direction: 'lower',
        formula: ['期末信用等级为 C 或 D 的机构数', 'Facilities in tier C or D at the end of the period'],
      }),
      lowShare: credit.share('low', 'rated', {
        name: ['信用 C、D 级占比', 'Share in tier C or D'],
        direction: 'lower',
        formula: ['C、D 级机构数 ÷ 已评信用机构数', 'Facilities in tier C or D ÷ facilities with a tier'],
      }),
    },
  }),
)

import { notBefore, yearBegins } from '../checks'
import { amount, choice, countyCode, day, facilityId, text, yearStart, yesNo, yuan } from '../columns'
import type { WarehouseTable } from '../contract'

/** What is inspected; only a medical institution stands in the register of facilities. */
export const OBJECT_KINDS = [
  '医疗机构',
  '公共场所',
  '生活饮用水',
  '学校卫生',
  '放射卫生',
  '职业卫生',
  '传染病防治',
  '计划生育',
] as const

const objectColumns = [
  countyCode,
  {
    ...facilityId,
    headers: ['facility_id', '机构代码'],
    title: { zh: '机构代码（非医疗机构为空）', en: 'Facility id, empty for other objects' },
    required: false,
  },
]

export const tables: readonly WarehouseTable[] = [
  {
    name: 'inspection',
    title: { zh: '监督检查任务', en: 'Inspections' },
    grain: 'inspection task',
    key: ['task_id'],
    dateColumn: 'issued_on',
    sentBy: 'commission',
    owedBy: [],
    columns: [
      text('task_id', '任务编号', 'Task id'),
      ...objectColumns,
      choice('object_kind', '对象类别', 'Kind of object', OBJECT_KINDS, { also: ['专业类别'] }),
      yesNo('drawn', '双随机', 'Drawn at random', { also: ['是否双随机'] }),
      day('issued_on', '下达日期', 'Issued on'),
      day('due_on', '应完成日期', 'Due on'),
      day('done_on', '完成日期', 'Done on', { required: false, also: ['检查日期'] }),
      choice('state', '任务状态', 'State', ['待检查', '已完成', '已关闭'], { also: ['状态'] }),
      choice('result', '检查结果', 'Result', ['未发现问题', '责令改正', '立案处罚', '对象已注销'], { required: false }),
    ],
    checks: [
      notBefore('done_on', 'issued_on', '完成早于下达', 'Done before it was issued'),
      notBefore('due_on', 'issued_on', '应完成日期早于下达', 'Due before it was issued'),
      {
        id: 'done-without-result',
        column: 'result',
        brokenWhen: "state = '已完成' AND (result IS NULL OR done_on IS NULL)",
        message: { zh: '已完成的任务缺少完成日期或检查结果', en: 'Done, but without the day or the result' },
        severity: 'flag',
      },
    ],
  },
  {
    name: 'penalty',
    title: { zh: '行政处罚', en: 'Penalties' },
    grain: 'penalty',
    key: ['penalty_id'],
    dateColumn: 'decided_on',
    sentBy: 'commission',
    owedBy: [],
    columns: [
      text('penalty_id', '处罚决定书编号', 'Penalty id'),
      text('task_id', '任务编号', 'Inspection it came from', { required: false }),
      ...objectColumns,
      choice('object_kind', '对象类别', 'Kind of object', OBJECT_KINDS, { also: ['专业类别'] }),
      day('decided_on', '决定日期', 'Decided on'),
      choice('kind', '处罚种类', 'Kind', ['警告', '罚款', '没收违法所得', '责令停业', '吊销许可证']),
      yuan('fine', '罚没金额', 'Fine', { required: 'expected' }),
      day('closed_on', '结案日期', 'Closed on', { required: false }),
    ],
    checks: [
      notBefore('closed_on', 'decided_on', '结案早于决定', 'Closed before it was decided'),
      {
        id: 'fine-without-amount',
        column: 'fine',
        brokenWhen: "kind IN ('罚款', '没收违法所得') AND coalesce(fine, 0) = 0",
        message: { zh: '罚款或没收没有金额', en: 'A fine without an amount' },
        severity: 'flag',
      },
    ],
  },
  {
    name: 'credit',
    title: { zh: '卫生信用等级', en: 'Credit tiers' },
    grain: 'facility x year',
    key: ['facility_id', 'year_start'],
    dateColumn: 'year_start',
    sentBy: 'commission',
    facilityColumn: 'facility_id',
    owedBy: [],
    holds: true,
    columns: [
      facilityId,
      yearStart,
      choice('credit_tier', '信用等级', 'Credit tier', ['A', 'B', 'C', 'D'], { also: ['评定等级'] }),
      amount('score', '信用分', 'Credit score', { required: 'expected', max: 100 }),
    ],
    checks: [yearBegins],
  },
]

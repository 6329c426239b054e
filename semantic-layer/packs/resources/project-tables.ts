import { notBefore } from '../checks'
import { choice, count, day, facilityId, text, yuan } from '../columns'
import type { WarehouseTable } from '../contract'

/** The life of a configuration project, in order; a project may end early with `不予许可` or `终止`. */
export const PROJECT_STEPS = [
  '需求测算',
  '申报',
  '形式审查',
  '专家评审',
  '公示',
  '审批许可',
  '立项',
  '建设采购',
  '验收',
  '运行',
  '后评价',
  '处置',
] as const

export const projectTables: readonly WarehouseTable[] = [
  {
    name: 'project',
    title: { zh: '配置项目', en: 'Configuration projects' },
    grain: 'project',
    key: ['project_id'],
    dateColumn: 'applied_on',
    facilityColumn: 'facility_id',
    sentBy: 'commission',
    owedBy: [],
    columns: [
      text('project_id', '项目编号', 'Project id'),
      facilityId,
      choice('kind', '项目类型', 'Kind', ['床位', '大型设备', '基础设施', '信息化', '人员编制']),
      text('name_zh', '项目名称', 'Name'),
      yuan('budget', '预算金额', 'Budget'),
      count('beds', '新增床位', 'Beds added', { required: false }),
      day('applied_on', '申报日期', 'Applied on'),
      choice('status', '状态', 'Status', ['审批中', '建设中', '已运行', '不予许可', '终止']),
    ],
    checks: [
      {
        id: 'beds-of-another-kind',
        column: 'beds',
        brokenWhen: "kind = '床位' AND coalesce(beds, 0) = 0",
        message: { zh: '床位项目没有填新增床位', en: 'A bed project that adds no bed' },
        severity: 'flag',
      },
    ],
  },
  {
    name: 'project_step',
    title: { zh: '配置项目环节', en: 'Steps of configuration projects' },
    grain: 'project x step',
    key: ['project_id', 'seq'],
    dateColumn: 'entered_on',
    facilityColumn: 'facility_id',
    sentBy: 'commission',
    owedBy: [],
    columns: [
      text('project_id', '项目编号', 'Project id', { references: { table: 'project', column: 'project_id' } }),
      facilityId,
      count('seq', '序号', 'Number of the step'),
      choice('step', '环节', 'Step', PROJECT_STEPS),
      day('entered_on', '进入日期', 'Entered on'),
      day('due_on', '应办结日期', 'Due on'),
      day('finished_on', '办结日期', 'Finished on', { required: false }),
      choice('outcome', '结果', 'Outcome', ['通过', '退回补正', '不予许可', '终止'], { required: false }),
      text('office', '承办处室', 'Office in charge', { required: 'expected' }),
    ],
    checks: [
      notBefore('finished_on', 'entered_on', '办结早于进入', 'Finished before it was entered'),
      notBefore('due_on', 'entered_on', '应办结日期早于进入', 'Due before it was entered'),
      {
        id: 'finished-without-outcome',
        column: 'outcome',
        brokenWhen: 'finished_on IS NOT NULL AND outcome IS NULL',
        message: { zh: '已办结但没有结果', en: 'Finished without an outcome' },
        severity: 'flag',
      },
    ],
  },
]

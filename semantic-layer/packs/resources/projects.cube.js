import { facilityCube, measuresOf } from './cube-shape.js'

const projects = measuresOf({
  standard: '资源配置项目全生命周期管理（浙卫办〔2019〕14号）',
  owner: '规划发展与信息化处',
  tables: ['project'],
})

cube(
  'projects',
  facilityCube({
    pack: 'resources',
    tables: ['project'],
    grain: 'day',
    day: 'applied_on',
    rolledUp: false,
    dimensions: { kind: 'kind', status: 'status' },
    measures: {
      applications: projects.sum('1', {
        name: ['配置项目申报数', 'Projects applied for'],
        unit: ['项', 'projects'],
        formula: [
          '期内申报的配置项目数（可按类型、状态分解）',
          'Projects applied for in the period, by kind and status',
        ],
      }),
      budget: projects.yuan('budget', {
        name: ['申报预算', 'Budget applied for'],
        formula: ['期内申报项目的预算之和', 'Budgets of the projects applied for'],
      }),
      beds: projects.sum('coalesce(beds, 0)', {
        name: ['申报新增床位', 'Beds applied for'],
        unit: ['张', 'beds'],
        formula: ['期内申报项目的新增床位之和', 'Beds of the projects applied for'],
      }),
    },
  }),
)

const steps = measuresOf({
  standard: '资源配置项目全生命周期管理（浙卫办〔2019〕14号）',
  owner: '规划发展与信息化处',
  tables: ['project_step'],
})

/* A step counts on the day it was finished. */
cube(
  'projectSteps',
  facilityCube({
    pack: 'resources',
    tables: ['project_step'],
    grain: 'day',
    facts: `SELECT facility_id, step, outcome, finished_on, date_diff('day', entered_on, finished_on) AS days,
        CASE WHEN finished_on <= due_on THEN 1 ELSE 0 END AS on_time,
        CASE WHEN outcome = '退回补正' THEN 1 ELSE 0 END AS sent_back
      FROM project_step WHERE finished_on IS NOT NULL`,
    day: 'finished_on',
    rolledUp: false,
    dimensions: { step: 'step' },
    measures: {
      finished: steps.sum('1', {
        name: ['办结环节数', 'Steps finished'],
        unit: ['个', 'steps'],
        formula: ['期内办结的项目环节数', 'Steps finished in the period'],
      }),
      onTime: steps.part('on_time'),
      sentBack: steps.part('sent_back'),
      days: steps.part('days'),
      onTimeShare: steps.share('onTime', 'finished', {
        name: ['环节按时办结率', 'Steps finished in time'],
        direction: 'higher',
        formula: ['按时办结环节数 ÷ 办结环节数', 'Steps finished by their due day ÷ steps finished'],
      }),
      sentBackShare: steps.share('sentBack', 'finished', {
        name: ['退回补正率', 'Steps sent back'],
        direction: 'lower',
        formula: ['退回补正环节数 ÷ 办结环节数', 'Steps sent back for completion ÷ steps finished'],
      }),
      daysPerStep: steps.ratio('days', 'finished', {
        name: ['环节平均办理天数', 'Days per step'],
        unit: ['天', 'days'],
        digits: 1,
        direction: 'lower',
        formula: ['办结环节的办理天数之和 ÷ 办结环节数', 'Days of the steps finished ÷ steps finished'],
      }),
    },
  }),
)

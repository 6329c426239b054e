import type { AlertRule } from '@cockpit/domain/alert/rule'
import type { RULES } from './tables'

/*
 * What the supervision platform itself finds is not found a second time here: these rules watch how often it does. Floors and factors are ours, not policy.
 */
type Hit = (typeof RULES)[number]
const watched = (
  id: string,
  rule: Hit,
  level: AlertRule['level'],
  when: AlertRule['when'],
  [title, english]: readonly [string, string],
  [zh, en]: readonly [string, string],
): AlertRule => ({
  id,
  title: { zh: title, en: english },
  indicator: 'ruleHits.hits',
  by: 'facility',
  grain: 'month',
  level,
  when,
  filters: [{ dimension: 'rule', values: [rule] }],
  owner: 'supervisor',
  recovery: 2,
  advice: { zh, en },
  version: '2026.1',
})

/** More than two and a half times the three months before. */
const doubled = (floor: number): AlertRule['when'] => ({ kind: 'surge', factor: 2.5, baseline: 3, floor })
const monthsRunning = (steps: number): AlertRule['when'] => ({ kind: 'threshold', op: '>', value: 0, steps })

export const rules: readonly AlertRule[] = [
  watched(
    'antibiotics-above-grade',
    '抗菌药物越级使用',
    'III',
    doubled(30),
    ['抗菌药物越级使用骤增', 'Antibiotics prescribed above the grade held, rising'],
    [
      '核对处方权限与越级审批，24 小时内补办手续的不计。',
      'Check who may prescribe what, and which were approved within 24 hours.',
    ],
  ),
  watched(
    'hours-above-a-day',
    '计时收费超24小时',
    'III',
    monthsRunning(2),
    ['计时收费项目连续两月超 24 小时', 'Items charged by the hour above 24 hours a day, two months running'],
    [
      '调取收费明细与医嘱，核对计时项目的起止时间。',
      'Look at the charges and orders, and at when the timed items began and ended.',
    ],
  ),
  watched(
    'one-diagnosis',
    '单病种占比异常',
    'III',
    monthsRunning(3),
    ['同一诊断或操作占比连续三个月不低于 80%', 'One diagnosis or operation makes 80 % and more, three months running'],
    ['抽查病案，核对诊断与操作是否与病情相符。', 'Examine records: do diagnosis and operation fit the patient?'],
  ),
  watched(
    'practice-elsewhere',
    '执业地点不符',
    'III',
    monthsRunning(1),
    ['执业地点与注册不符', 'Practice in a place that is not registered'],
    ['核对多机构备案与会诊记录。', 'Check registrations for several places, and consultations.'],
  ),
  watched(
    'two-places-at-once',
    '五分钟内两机构执业',
    'III',
    monthsRunning(1),
    ['同一医师五分钟内在两家机构执业', 'One doctor at work in two institutions within five minutes'],
    [
      '核对工号借用、远程会诊与多机构备案。',
      'Look for a borrowed account, a remote consultation, a registration for several places.',
    ],
  ),
  watched(
    'practice-expired',
    '执业资质超期',
    'III',
    monthsRunning(1),
    ['执业资质超期仍在执业', 'Practice after the licence ran out'],
    [
      '核对执业注册与定期考核，暂停其医嘱权限至续期。',
      'Check registration and appraisal; stop the right to order until it is renewed.',
    ],
  ),
  watched(
    'restricted-techniques',
    '限制类技术违规',
    'II',
    monthsRunning(1),
    ['未经备案开展限制类技术', 'A restricted technique without its registration'],
    [
      '立即核对技术备案与人员资质，必要时叫停。',
      'Check the registration and who may do it at once; stop it if need be.',
    ],
  ),
  watched(
    'floor-space-short',
    '床位面积比不足',
    'IV',
    monthsRunning(1),
    ['每床建筑面积低于基本标准', 'Floor space for each bed below the basic standard'],
    [
      '比对卫健统1表面积与实有床位，核查加床。',
      'Compare floor space and beds in the yearly return; look for beds that were added.',
    ],
  ),
  watched(
    'village-clinic-idle',
    '村卫生室服务量不足',
    'IV',
    monthsRunning(1),
    ['村卫生室年诊疗不足 365 人次', 'A village clinic with fewer than 365 visits a year'],
    [
      '核实是否空转或漏报，评估巡诊与撤并。',
      'Find out whether it stands empty or does not report; consider mobile care or a merger.',
    ],
  ),
  watched(
    'split-stays',
    '分解住院',
    'III',
    doubled(10),
    ['分解住院提示骤增', 'Split stays, rising'],
    ['抽查 15 日内再入院病例，核对出院指征。', 'Examine readmissions within 15 days: was the discharge due?'],
  ),
  watched(
    'upcoding',
    '高套编码',
    'III',
    doubled(10),
    ['高套编码提示骤增', 'Upcoding, rising'],
    ['组织编码复核，比对主要诊断与资源消耗。', 'Have the coding reviewed: does the main diagnosis fit what was spent?'],
  ),
  watched(
    'page-defects',
    '首页主要诊断选择缺陷',
    'IV',
    doubled(40),
    ['病案首页主要诊断选择缺陷骤增', 'Faulty choice of the main diagnosis, rising'],
    [
      '反馈病案科与临床科室，开展首页填写培训。',
      'Tell the records office and the wards; train how front pages are filled in.',
    ],
  ),
  {
    ...{ id: 'minors-duty-to-report', indicator: 'minorDuty.unreported', by: 'facility', grain: 'month', level: 'II' },
    title: { zh: '强制报告义务待核实', en: 'Duty to report, to be looked into' },
    when: monthsRunning(1),
    owner: 'supervisor',
    recovery: 1,
    advice: {
      zh: '由专人与机构保护负责人当面核对是否已向公安机关报告；未报告的立即补报，不在任务与附件中写明任何个人信息。',
      en: 'One named officer checks with the institution’s protection lead, in person, whether the police were told, and has what is missing told at once. No personal data in the task or its files.',
    },
    version: '2026.1',
  },
]

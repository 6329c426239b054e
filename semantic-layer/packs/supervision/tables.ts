import { monthBegins, within } from '../checks'
import { choice, count, day, facilityId, monthStart } from '../columns'
import type { WarehouseTable } from '../contract'

export const RULES = [
  '抗菌药物越级使用',
  '重复检查检验',
  '互认结果未采用',
  '禁忌证用药',
  '计时收费超24小时',
  '首页主要诊断选择缺陷',
  '病历书写超时',
  '分解住院',
  '高套编码',
  '非医嘱离院异常',
  '单病种占比异常',
  '执业地点不符',
  '床位面积比不足',
  '五分钟内两机构执业',
  '村卫生室服务量不足',
  '执业资质超期',
  '限制类技术违规',
] as const

/** Before an order is signed, while a record is written, after the case is closed. */
export const STAGES = ['事前提醒', '事中纠错', '事后评价'] as const

export const tables: readonly WarehouseTable[] = [
  {
    name: 'rule_hit',
    title: { zh: '智能监管规则命中日报', en: 'Hits of supervision rules by day' },
    grain: 'facility x rule x day',
    key: ['facility_id', 'rule', 'hit_date'],
    dateColumn: 'hit_date',
    sentBy: 'commission',
    facilityColumn: 'facility_id',
    owedBy: [],
    columns: [
      facilityId,
      choice('rule', '规则', 'Rule', RULES, { also: ['规则名称'] }),
      choice('stage', '环节', 'Stage', STAGES),
      day('hit_date', '日期', 'Day'),
      count('hits', '命中次数', 'Hits'),
      count('overridden', '越过提醒次数', 'Overridden', { also: ['强制通过次数'] }),
      count('appealed', '申诉次数', 'Appealed'),
      count('upheld', '申诉成立次数', 'Appeals upheld'),
    ],
    checks: [
      within('overridden', 'hits', '越过次数大于命中次数', 'More overridden than hit'),
      within('appealed', 'hits', '申诉次数大于命中次数', 'More appealed than hit'),
      within('upheld', 'appealed', '申诉成立次数大于申诉次数', 'More upheld than appealed'),
    ],
  },
  {
    name: 'minor_duty_month',
    title: { zh: '未成年人强制报告月报', en: 'Duty to report of minors by month' },
    grain: 'facility x month',
    key: ['facility_id', 'month_start'],
    dateColumn: 'month_start',
    sentBy: 'commission',
    facilityColumn: 'facility_id',
    owedBy: [],
    columns: [
      facilityId,
      monthStart,
      count('high_risk', '未成年人高风险诊断例数', 'High-risk diagnoses of minors'),
      count('reported', '已强制报告例数', 'Reported to the authorities'),
    ],
    checks: [
      monthBegins,
      within('reported', 'high_risk', '已报告例数大于高风险诊断例数', 'More reported than diagnosed'),
    ],
  },
]

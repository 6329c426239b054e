/**
 * What may be reported as 突发事件: 条例 2003, article 2 (传染病疫情, 群体性不明原因疾病, 食物中毒, 职业中毒, 其他), and 批量伤员, which hospitals
 * report by the same chain.
 */
export const EVENT_KINDS = [
  'infectious',
  'unknownDisease',
  'foodPoisoning',
  'occupationalPoisoning',
  'massCasualty',
  'other',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** Of an infectious disease: 甲类 and 按甲类管理, or any other. Null for every other kind of event. */
export const INFECTION_CLASSES = ['classA', 'otherClass'] as const
export type InfectionClass = (typeof INFECTION_CLASSES)[number]

/** How fast the finder reports: within two hours, or within a day (infectious diseases that are neither 甲类 nor 按甲类管理). */
export type Urgency = 'twoHours' | 'day'

export function urgencyOf(kind: EventKind, infection: InfectionClass | null): Urgency {
  return kind === 'infectious' && infection === 'otherClass' ? 'day' : 'twoHours'
}

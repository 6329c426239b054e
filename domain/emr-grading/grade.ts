/** The ten roles of the 2018 standard (国卫办医函〔2018〕1079号), in its order. */
export const EMR_ROLES = [
  '病房医师',
  '病房护士',
  '门诊医师',
  '检查科室',
  '检验处理',
  '治疗信息处理',
  '医疗保障',
  '病历管理',
  '电子病历基础',
  '信息利用',
] as const
export type EmrRole = (typeof EMR_ROLES)[number]

/** Items of the standard, over all roles. */
export const EMR_ITEMS = 39

/** Least total score of levels 1 to 8; the first stands for level 1. To be checked against the text of the standard. */
export const EMR_FLOORS = [28, 55, 85, 110, 140, 170, 190, 220] as const

/** One item as a hospital is assessed on it. */
export interface EmrItem {
  readonly role: EmrRole
  readonly item: string
  /** 功能评分: the level the function reaches, 0 to 8. */
  readonly function: number
  /** 有效应用: the share of the work that is done with it, 0 to 1. */
  readonly application: number
  /** 数据质量: 0 to 1. */
  readonly quality: number
}

export interface EmrGrade {
  readonly total: number
  /** Highest level whose floor the total reaches, 0 below the first. */
  readonly level: number
  /** What is missing to the next level; null at level 8. */
  readonly toNext: number | null
  /** Mean item score of each role that has items, in the order of the standard: the axes of the radar. */
  readonly roles: readonly {
    readonly role: EmrRole
    readonly items: number
    readonly score: number
    readonly mean: number
  }[]
}

/** Score of one item: function × effective use × data quality. */
export function itemScore({ function: level, application, quality }: EmrItem): number {
  return level * application * quality
}

/**
 * The level that the total score of the items reaches. A hospital also has to pass the items that its level requires, which reviewers judge: this
 * is the most it can reach, not its grade.
 */
export function emrGrade(items: readonly EmrItem[]): EmrGrade {
  const total = items.reduce((sum, item) => sum + itemScore(item), 0)
  const level = EMR_FLOORS.filter((floor) => total >= floor).length
  const next = EMR_FLOORS[level]
  return {
    total,
    level,
    toNext: next === undefined ? null : next - total,
    roles: EMR_ROLES.flatMap((role) => {
      const own = items.filter((item) => item.role === role)
      if (own.length === 0) return []
      const score = own.reduce((sum, item) => sum + itemScore(item), 0)
      return [{ role, items: own.length, score, mean: score / own.length }]
    }),
  }
}

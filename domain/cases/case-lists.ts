import type { Bilingual } from '../ids'

/** Why a page stands in a list: a condition of an indicator's numerator or denominator. */
export interface CaseList {
  /** Name in an address and in the cube `cases`; `all` has no condition. */
  readonly mark: CaseMark
  /** The measure of `inpatient` that counts exactly these pages. */
  readonly counts: string
  readonly words: Bilingual
}

const SHORT = { zh: '住院不超过 60 天', en: 'stay of at most 60 days' }

/** Every condition under which a front page counts, with the measure it is counted by. */
export const CASE_LISTS = {
  all: { counts: 'inpatient.discharges', words: { zh: '全部出院病案首页', en: 'All front pages' } },
  died: {
    counts: 'inpatient.deaths',
    words: { zh: '离院方式为死亡（B34C = 5）', en: 'Discharged by death (B34C = 5)' },
  },
  againstAdvice: {
    counts: 'inpatient.againstAdvice',
    words: { zh: '非医嘱离院（B34C = 4）', en: 'Left against advice (B34C = 4)' },
  },
  valid: { counts: 'inpatient.validCases', words: { zh: `有效首页：${SHORT.zh}`, en: `Valid page: ${SHORT.en}` } },
  grouped: {
    counts: 'inpatient.indexCases',
    words: { zh: `有分组且有权重，${SHORT.zh}`, en: `Has a group and a weight, ${SHORT.en}` },
  },
  ungrouped: {
    counts: 'inpatient.ungroupedCases',
    words: { zh: `没有分组或权重，${SHORT.zh}`, en: `Has no group or no weight, ${SHORT.en}` },
  },
  heavy: {
    counts: 'inpatient.heavyCases',
    words: { zh: `权重 RW ≥ 2，${SHORT.zh}`, en: `Weight of 2 and more, ${SHORT.en}` },
  },
  benchmarked: {
    counts: 'inpatient.benchmarkedCases',
    words: { zh: `本组有区域基准，${SHORT.zh}`, en: `Its group has a regional mean, ${SHORT.en}` },
  },
  expectable: {
    counts: 'inpatient.expectableCases',
    words: { zh: `本组有区域死亡率，${SHORT.zh}`, en: `Its group has a regional mortality, ${SHORT.en}` },
  },
  expectableDeath: {
    counts: 'inpatient.expectableDeaths',
    words: {
      zh: `死亡，且本组有区域死亡率，${SHORT.zh}`,
      en: `Died, and its group has a regional mortality, ${SHORT.en}`,
    },
  },
  lowRisk: {
    counts: 'inpatient.lowRiskCases',
    words: { zh: `死亡风险分级为低风险组，${SHORT.zh}`, en: `Group of low risk of death, ${SHORT.en}` },
  },
  lowRiskDeath: {
    counts: 'inpatient.lowRiskDeaths',
    words: { zh: `低风险组病例死亡，${SHORT.zh}`, en: `Death in a group of low risk, ${SHORT.en}` },
  },
  midLowRisk: {
    counts: 'inpatient.midLowRiskCases',
    words: { zh: `死亡风险分级为中低风险组，${SHORT.zh}`, en: `Group of middle to low risk of death, ${SHORT.en}` },
  },
  midLowRiskDeath: {
    counts: 'inpatient.midLowRiskDeaths',
    words: { zh: `中低风险组病例死亡，${SHORT.zh}`, en: `Death in a group of middle to low risk, ${SHORT.en}` },
  },
} as const satisfies Record<string, Omit<CaseList, 'mark'>>
export type CaseMark = keyof typeof CASE_LISTS
export const CASE_MARKS = Object.keys(CASE_LISTS) as CaseMark[]

/** Of each indicator the pages of its numerator and those of its denominator; a sum has one list. */
const BEHIND: Readonly<Record<string, { readonly counted: CaseMark; readonly of?: CaseMark }>> = {
  'inpatient.discharges': { counted: 'all' },
  'inpatient.stayDays': { counted: 'all' },
  'inpatient.averageStay': { counted: 'all' },
  'inpatient.costPerDischarge': { counted: 'all' },
  'inpatient.mortality': { counted: 'died', of: 'all' },
  'inpatient.againstAdviceRate': { counted: 'againstAdvice', of: 'all' },
  'inpatient.indexCases': { counted: 'grouped' },
  'inpatient.ungroupedCases': { counted: 'ungrouped', of: 'valid' },
  'inpatient.groupedShare': { counted: 'grouped', of: 'valid' },
  'inpatient.totalWeight': { counted: 'grouped' },
  'inpatient.drgGroups': { counted: 'grouped' },
  'inpatient.caseMixIndex': { counted: 'grouped' },
  'inpatient.costPerWeight': { counted: 'grouped' },
  'inpatient.heavyShare': { counted: 'heavy', of: 'grouped' },
  'inpatient.costIndex': { counted: 'benchmarked' },
  'inpatient.stayIndex': { counted: 'benchmarked' },
  'inpatient.standardisedMortality': { counted: 'expectableDeath', of: 'expectable' },
  'inpatient.lowRiskMortality': { counted: 'lowRiskDeath', of: 'lowRisk' },
  'inpatient.midLowRiskMortality': { counted: 'midLowRiskDeath', of: 'midLowRisk' },
}

/** The lists behind an indicator, the counted pages first; empty where it is not made of front pages. Pure. */
export function listsBehind(indicator: string): CaseList[] {
  const behind = Object.hasOwn(BEHIND, indicator) ? BEHIND[indicator] : undefined
  if (!behind) return []
  return [behind.counted, ...(behind.of ? [behind.of] : [])].map(listOf)
}

export function listOf(mark: CaseMark): CaseList {
  return { mark, ...CASE_LISTS[mark] }
}

/** What is remarkable about a case, in the order of its gravity; each is a mark of the cube. */
export const CASE_FLAGS = [
  'lowRiskDeath',
  'midLowRiskDeath',
  'died',
  'againstAdvice',
  'dear',
  'longStay',
  'ungrouped',
] as const
export type CaseFlag = (typeof CASE_FLAGS)[number]

/**
 * What a grouper is told of a case: plain fields of the front page and nothing by which a person or an institution could be known. A field
 * that the page leaves empty is null.
 */
export interface FrontPage {
  /** As on the page: 1 male, 2 female, 0 unknown, 9 not said. */
  readonly sex: string | null
  readonly ageYears: number | null
  /** Days, under one year of age. */
  readonly ageDays: number | null
  /** Grams, of newborns. */
  readonly birthWeight: number | null
  /** Grams on admission, of newborns. */
  readonly admissionWeight: number | null
  /** ICD-10, the main diagnosis first; empty where the page has none. */
  readonly diagnoses: readonly string[]
  /** ICD-9-CM-3, the main operation first. */
  readonly operations: readonly string[]
  readonly stayDays: number | null
  /** 离院方式: 1 as ordered, 2 other hospital, 3 community, 4 against advice, 5 died, 9 other. */
  readonly dischargeWay: string | null
  /** Yuan. */
  readonly cost: number | null
}

/** Residents of one place treated in another, in visits or admissions. */
export interface Flow {
  readonly from: string
  /** An area code; `OUTSIDE` beyond the province. */
  readonly to: string
  readonly count: number
  /** Of all that the residents of `from` had anywhere, 0..1. */
  readonly share: number
}

export const OUTSIDE = 'outside'

/** Smaller flows are not drawn and not listed one by one. */
export const FEWEST_IN_FLOW = 5

/** Something to know before believing the answer; the screen has the words. */
export interface PlanNote {
  readonly says: string
  readonly values?: Readonly<Record<string, string | number>>
}

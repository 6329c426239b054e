/** Columns of the list, in order. */
export const CASE_COLUMNS = [
  'record',
  'discharged',
  'facility',
  'department',
  'doctor',
  'person',
  'diagnosis',
  'operation',
  'drg',
  'stay',
  'cost',
  'way',
  'flags',
] as const

/** A pseudonym as it is listed: enough to tell cases apart; the whole stands in the file and on the opened case. */
export function shortRecord(record: string): string {
  return record.slice(0, 8)
}

/** Coded values that have a word; others are shown as they are. */
export const SEXES = ['1', '2'] as const
export const WAYS = ['1', '2', '3', '4', '5', '9'] as const
export const RISKS = ['low', 'midlow', 'midhigh', 'high'] as const
export const REASONS = ['no-result', 'no-weight'] as const

export function known<T extends string>(words: readonly T[], code: string): T | undefined {
  return words.find((word) => word === code)
}

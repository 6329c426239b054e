/** A part of a sum (an area, a facility, a department, a group) in two periods. */
export interface SumPart {
  readonly id: string
  readonly before: number
  readonly after: number
}

/** What one part adds to a change, in the unit of the change. Those of all parts add up to it. */
export interface Contribution {
  readonly id: string
  readonly contribution: number
}

export interface SumChange {
  readonly before: number
  readonly after: number
  readonly change: number
  readonly parts: readonly Contribution[]
}

/** A part that has no name: what the whole has beyond the parts that may be shown. */
export const REST = ''

/** Id of the part whose own key is empty, such as cases without a group. */
export const UNKEYED = '-'

/**
 * Change of a sum, part by part: after less before of each.
 * @param whole the sums as they are shown, where not every part is given (some are withheld): what the parts lack is the part `REST`
 */
export function changeOfSum(
  parts: readonly SumPart[],
  whole?: { readonly before: number; readonly after: number },
): SumChange {
  const all = whole ? [...parts, restOf(parts, whole)] : parts
  const before = sum(all.map((part) => part.before))
  const after = sum(all.map((part) => part.after))
  return {
    before,
    after,
    change: after - before,
    parts: all.map((part) => ({ id: part.id, contribution: part.after - part.before })),
  }
}

function restOf(parts: readonly SumPart[], whole: { readonly before: number; readonly after: number }): SumPart {
  return {
    id: REST,
    before: whole.before - sum(parts.map((part) => part.before)),
    after: whole.after - sum(parts.map((part) => part.after)),
  }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

import type { CubeRow } from '@cockpit/semantic-layer/client/cube-query'
import { numberIn } from './scoped-rows'

/** A share with the two counts it is made of, so that a screen can tell a small denominator from a large one. */
export interface Share {
  readonly part: number
  readonly whole: number
}

/** What the screens say of a facility's table: each share with its counts, null where there is nothing to judge. */
export interface Marks {
  readonly timeliness: Share | null
  readonly completeness: Share | null
  readonly validity: Share | null
  readonly firstPass: Share | null
  readonly received: number
  readonly rejected: number
  readonly open: number
  readonly flagged: number
}

export const MARK_MEASURES = [
  'timely',
  'timed',
  'cellsFilled',
  'cellsExpected',
  'standing',
  'attempted',
  'firstPublished',
  'firstReceived',
  'received',
  'rejected',
  'open',
  'flagged',
].map((name) => `quality.${name}`)

export function marksOf(row: CubeRow): Marks {
  const count = (name: string) => numberIn(row, `quality.${name}`) ?? 0
  const share = (part: string, whole: string): Share | null =>
    count(whole) > 0 ? { part: count(part), whole: count(whole) } : null
  return {
    timeliness: share('timely', 'timed'),
    completeness: share('cellsFilled', 'cellsExpected'),
    validity: share('standing', 'attempted'),
    firstPass: share('firstPublished', 'firstReceived'),
    received: count('received'),
    rejected: count('rejected'),
    open: count('open'),
    flagged: count('flagged'),
  }
}

import { addDays, addMonths, type CalendarDate, calendarDate, daysInMonth, partsOf } from '../period/calendar'

/**
 * Spans of time by which figures under suppression are decided: each lies whole in one of the next. A month has two parts where the data
 * end inside a month: up to that day of the month and after it, because a period so far is compared with as much of an earlier one.
 */
export const BLOCK_GRAINS = ['day', 'part', 'month', 'quarter', 'year'] as const
export type BlockGrain = (typeof BLOCK_GRAINS)[number]

export interface Block {
  readonly grain: BlockGrain
  readonly from: CalendarDate
  readonly to: CalendarDate
  /** Day of the month at which months are parted; 0 when they are not. */
  readonly cut: number
}

/** Blocks once worked out: a question about thousands of places asks for the same few thousands of times. */
const known = new Map<string, Block>()
const MOST_KNOWN = 20_000

/** The block of a grain in which a day lies. */
export function blockAt(grain: BlockGrain, day: CalendarDate, cut = 0): Block {
  const name = `${grain} ${day} ${cut}`
  const before = known.get(name)
  if (before) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const block = workOut(grain, day, cut)
  known.set(name, block)
  return block
}

function workOut(grain: BlockGrain, at: CalendarDate, cut: number): Block {
  const { year, month, day } = partsOf(at)
  if (grain === 'day') return { grain, from: at, to: at, cut }
  if (grain === 'part') {
    const last = daysInMonth(year, month)
    const whole = cut === 0 || cut >= last
    const [from, to] = whole ? [1, last] : day <= cut ? [1, cut] : [cut + 1, last]
    return { grain, from: calendarDate(year, month, from), to: calendarDate(year, month, to), cut }
  }
  const months = grain === 'month' ? 1 : grain === 'quarter' ? 3 : 12
  const from = calendarDate(year, month - ((month - 1) % months), 1)
  return { grain, from, to: addDays(addMonths(from, months), -1), cut }
}

/** The block of the next grain around it; null for a year, above which nothing is added up. */
export function around(block: Block): Block | null {
  const next = BLOCK_GRAINS[BLOCK_GRAINS.indexOf(block.grain) + 1]
  return next ? blockAt(next, block.from, block.cut) : null
}

/** All blocks of one grain inside the block around this one, itself included; a year stands alone. */
export function siblingsOf(block: Block): Block[] {
  const outer = around(block)
  return outer ? blocksIn(block.grain, outer.from, outer.to, block.cut) : [block]
}

/** The blocks of a grain from one day to another, where both are the ends of blocks. */
export function blocksIn(grain: BlockGrain, from: CalendarDate, to: CalendarDate, cut = 0): Block[] {
  const blocks: Block[] = []
  for (let at = from; at <= to; ) {
    const next = blockAt(grain, at, cut)
    blocks.push(next)
    at = addDays(next.to, 1)
  }
  return blocks
}

/** The fewest blocks that make up a span of days exactly, oldest first. */
export function blocksOf(from: CalendarDate, to: CalendarDate, cut = 0): Block[] {
  const blocks: Block[] = []
  for (let at = from; at <= to; ) {
    const block = [...BLOCK_GRAINS]
      .reverse()
      .map((grain) => blockAt(grain, at, cut))
      .find((candidate) => candidate.from === at && candidate.to <= to) as Block
    blocks.push(block)
    at = addDays(block.to, 1)
  }
  return blocks
}

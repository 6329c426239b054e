import { z } from 'zod'
import { CalendarDate } from '../period/calendar'
import { REASON_CODES } from './ungrouped-reason'

/** Which edition of which scheme grouped a case. Of two versions the one that holds from the later day is the newer. */
export const GroupingVersion = z.strictObject({
  /** As the region writes it, such as `CHS-DRG 2.0 / 2026`. It is the key into the table of weights. */
  name: z.string().trim().min(1).max(64),
  from: CalendarDate,
})
export type GroupingVersion = z.infer<typeof GroupingVersion>

export const RISK_CLASSES = ['low', 'midlow', 'midhigh', 'high'] as const
export type RiskClass = (typeof RISK_CLASSES)[number]

/** A code as it stands in a group table: no blanks, no signs that a file would read as something else. */
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/)
const words = z.string().trim().min(1).max(200)
const orNull = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null)

export const Grouped = z.object({
  grouped: z.literal(true),
  /** Major diagnostic category, where the scheme has them. */
  mdc: orNull(code),
  adrg: orNull(code),
  drg: code,
  name: orNull(words),
  /** Relative weight; null where only the table of weights knows it. */
  weight: orNull(z.number().nonnegative().max(1000)),
  riskClass: orNull(z.enum(RISK_CLASSES)),
})
export type Grouped = z.infer<typeof Grouped>

export const Ungrouped = z.object({
  grouped: z.literal(false),
  reason: z.enum(REASON_CODES),
  /** How far it came before it was given up. */
  mdc: orNull(code),
  adrg: orNull(code),
})
export type Ungrouped = z.infer<typeof Ungrouped>

/** What becomes of one case: a group, or why there is none. */
export const Grouping = z.discriminatedUnion('grouped', [Grouped, Ungrouped])
export type Grouping = z.infer<typeof Grouping>

export function ungrouped(
  reason: Ungrouped['reason'],
  known: Partial<Pick<Ungrouped, 'mdc' | 'adrg'>> = {},
): Ungrouped {
  return { grouped: false, reason, mdc: known.mdc ?? null, adrg: known.adrg ?? null }
}

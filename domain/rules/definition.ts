import { z } from 'zod'
import { LEVELS } from '../task/level'
import { RuleCondition, windowOf } from './condition'

const Words = z.strictObject({ zh: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(300) })
const Advice = z.strictObject({ zh: z.string().trim().max(1000), en: z.string().trim().max(1500) })
const Dimension = z.string().regex(/^[a-z][A-Za-z0-9]*$/)

/** Who looks at what the rule finds first; a role of domain/access. */
export const OWNER_ROLES = ['leader', 'supervisor', 'commander', 'institution'] as const

/** Steps in which what is unusual has a known reason, and no alert rises. */
export const Suppression = z.strictObject({
  /** Days before and after New Year's Day of the lunar calendar (正月初一). */
  newYear: z.strictObject({ before: z.int().min(0).max(30), after: z.int().min(0).max(40) }).optional(),
  spans: z
    .array(
      z
        .strictObject({ from: z.iso.date(), to: z.iso.date(), reason: z.string().trim().min(1).max(200) })
        .refine(({ from, to }) => from <= to, { message: 'a span ends on or after its first day', path: ['to'] }),
    )
    .max(24)
    .optional(),
})
export type Suppression = z.infer<typeof Suppression>

const Fields = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'a rule is named in small letters, digits and hyphens'),
  /** Which wording and settings these are. */
  version: z.string().min(1).max(32),
  title: Words,
  /** What to do first, for the person who receives it. */
  advice: Advice,
  indicator: z.string().regex(/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/, 'an indicator is named <cube>.<indicator>'),
  by: z.enum(['facility', 'county']),
  grain: z.enum(['day', 'week', 'month']),
  level: z.enum(LEVELS),
  when: RuleCondition,
  filters: z
    .array(z.strictObject({ dimension: Dimension, values: z.array(z.string().max(64)).min(1).max(200) }))
    .max(8)
    .optional(),
  /** Break the indicator down further: a rule per disease. */
  each: Dimension.optional(),
  /** The area it holds in; without it everywhere. */
  territory: z
    .string()
    .regex(/^\d{6}$/, 'an area code is six digits')
    .optional(),
  owner: z.enum(OWNER_ROLES).optional(),
  /** Steps without an alarm that do not end an alert: what goes on is no second alert. Without it each step is one. */
  holdOff: z.int().min(0).max(60).optional(),
  /** Steps inside the limit, one after the other, after which it has recovered. Without it one. */
  recovery: z.int().min(1).max(60).optional(),
  suppress: Suppression.optional(),
  /** Smaller places are not judged: fewer in the base (cases, residents), or fewer events, than this. */
  smallest: z
    .strictObject({ base: z.number().positive().optional(), cases: z.number().positive().optional() })
    .optional(),
})

/** A declared alert rule. Rules are data, of a pack or of an administrator; `judge` is the only code that reads `when`. */
export const RuleDefinition = Fields.superRefine(contradictions)
export type RuleDefinition = z.infer<typeof RuleDefinition>

/** A rule of a pack, as it is told to readers that cannot import packs. */
export const PackRule = Fields.extend({ pack: z.string() }).superRefine(contradictions)
export type PackRule = z.infer<typeof PackRule>

/** More would be a history no screen shows and no lake keeps cheaply. */
const LONGEST_WINDOW = 800

function contradictions(
  rule: z.infer<typeof Fields>,
  { addIssue }: { addIssue: (issue: { code: 'custom'; path: string[]; message: string }) => void },
): void {
  const refuse = (path: string[], message: string) => addIssue({ code: 'custom', path, message })
  const { when, grain, by, each } = rule
  if (when.kind === 'farrington' && grain === 'day')
    refuse(['grain'], 'Farrington judges weeks or months; choose one of them')
  if (when.kind === 'composite' && each !== undefined) refuse(['each'], 'a composite judges places, not parts of them')
  if (when.kind === 'composite' && when.of.includes(rule.id)) refuse(['when', 'of'], 'a rule cannot be made of itself')
  const peers = when.kind === 'funnel' || when.kind === 'risk-adjusted-cusum' ? when.peers : null
  if (peers === 'tier' && by !== 'facility') refuse(['when', 'peers'], 'counties have no tier; choose all')
  if (windowOf(when, grain) + (rule.holdOff ?? 0) > LONGEST_WINDOW)
    refuse(['when'], `the rule would read more than ${LONGEST_WINDOW} steps; choose longer steps`)
}

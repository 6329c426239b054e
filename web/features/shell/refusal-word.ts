import { TRPCClientError } from '@trpc/client'

/** Reasons that `states.refusal` explains. */
const KNOWN = [
  'not-permitted',
  'alert-wrong-state',
  'unknown-target',
  'text-missing',
  'key-reused',
  'wrong-state',
  'note-missing',
  'stale',
  'reviewer-is-handler',
  'evidence-missing',
  'evidence-type',
  'evidence-too-large',
  'evidence-empty',
  'evidence-too-many',
  'unknown-facility',
  'decided-otherwise',
  'no-rejects',
  'not-found',
  'signed-out',
  'unknown-table',
  'table-not-permitted',
  'quota-full',
  'no-facility-column',
  'foreign-facility',
  'unclear-text',
  'too-large',
  'empty',
  'not-taken',
  'busy',
  'preview-unanswered',
  'offline',
] as const
export type RefusalWord = (typeof KNOWN)[number] | 'failed'

/** The word of a refused mutation or of a refused request's `reason`. A refusal nobody foresaw is "failed", never silence. */
export function refusalWord(problem: unknown): RefusalWord {
  const reason: unknown =
    problem instanceof TRPCClientError ? (problem.data?.reason ?? (problem.data ? null : 'offline')) : problem
  return KNOWN.find((word) => word === reason) ?? 'failed'
}

import type { TestContext } from 'vitest'

/** Options of tests that are skipped with `skipIf`: `npm test` prints the reason beside their names. */
export function because(reason: string | null | undefined): { meta: object } {
  return { meta: { reason: reason ?? '' } }
}

/** Ends the running test as skipped; `npm test` prints the reason beside its name. */
export function skip(context: TestContext, reason: string): never {
  Object.assign(context.task.meta, { reason })
  return context.skip(reason)
}

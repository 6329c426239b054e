/**
 * Does each part, whatever becomes of the others, and fails at the end where one did.
 * @returns what they add up to
 */
export async function oneAfterAnother(parts: readonly (() => Promise<number>)[]): Promise<number> {
  const failed: unknown[] = []
  let sum = 0
  for (const part of parts)
    try {
      sum += await part()
    } catch (error) {
      failed.push(error)
    }
  if (failed.length === 1) throw failed[0]
  if (failed.length > 1) throw new AggregateError(failed, failed.map(String).join('; '))
  return sum
}

import { methodNamed } from '@cockpit/domain/methods/registry'
import { asCsv } from '@cockpit/jobs/cli/methods'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SampleLake } from '../ingest/sample-lake'

let sample: SampleLake
beforeAll(async () => {
  sample = await SampleLake.make()
})
afterAll(() => sample?.remove())

const method = methodNamed('drg-reference')
const frozen = (version: string, from: string) => {
  const run = method?.run({ ...(method.example as object), version, from })
  if (!run?.ok) throw new Error(run?.problems.join('\n') ?? 'no method drg-reference')
  return asCsv(run.result)
}

test('a reference worked out on the command line is a file that is taken whole, and a later one stands beside it', async () => {
  for (const [version, from] of [
    ['2026', '2026-01-01'],
    ['2027', '2027-01-01'],
  ] as const) {
    const { batch } = await sample.published('drg_reference', frozen(version, from))
    expect([batch.rowsPublished, batch.rowsRejected]).toEqual([3, 0])
  }
  const at = await sample.rows(
    `SELECT benchmark_version AS version, CAST(since AS VARCHAR) AS since, CAST(until AS VARCHAR) AS until, count(*)::INT AS groups
     FROM drg_reference_at GROUP BY ALL ORDER BY 1`,
  )
  // Cases from before the first reference are judged by it: none is lost.
  expect(at).toEqual([
    { version: '2026', since: '1800-01-01', until: '2027-01-01', groups: 3 },
    { version: '2027', since: '2027-01-01', until: '2200-01-01', groups: 3 },
  ])
})

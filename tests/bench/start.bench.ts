import type { BenchRow } from './import.bench'
import type { RunningDemo } from './running-demo'

/** First start on an empty data folder (packages and build present), then the second; leaves the demo running. */
export async function benchStart(demo: RunningDemo): Promise<BenchRow[]> {
  const first = await demo.start()
  await demo.stop()
  const second = await demo.start()
  return [
    { name: 'first start: sign-in page answers', figure: first.firstScreen, unit: 's', limit: 360 },
    { name: 'first start: 82 files imported and rules judged', figure: first.complete, unit: 's' },
    { name: 'second start: sign-in page answers', figure: second.firstScreen, unit: 's', limit: 20 },
  ]
}

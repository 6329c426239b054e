import { readStack, removeStack } from '../stack-file'
import { carries, endProcess, startedAt } from './process-table'

/**
 * Ends what a killed supervisor may have left running on this folder. A process is ended only when it carries this
 * data folder in its environment: a pid alone may have been given to anyone since.
 */
export async function clearLeftovers(data: string, say: (line: string) => void): Promise<void> {
  const left = readStack(data)
  if (!left) return
  for (const { name, pid } of left.children) {
    if (startedAt(pid) === null || !carries(pid, 'COCKPIT_DATA', data)) continue
    say(`an earlier start was killed and left ${name} (process ${pid}) running; stopping it`)
    await endProcess(pid, 5_000)
  }
  removeStack(data)
}

import fs from 'node:fs'
import path from 'node:path'
import { startedAt } from '../cli/supervisor/process-table'

const place = (data: string) => path.join(data, 'run', 'bulk-load')

/** Says that many files are on their way, so that the rules run once at the end rather than after each. */
export function announceBulkLoad(data: string): () => void {
  fs.writeFileSync(place(data), `${process.pid} ${startedAt(process.pid)}`)
  return () => fs.rmSync(place(data), { force: true })
}

/** True while a load that announced itself is alive; one that was killed holds nothing up. */
export function bulkLoadRuns(data: string): boolean {
  let text: string
  try {
    text = fs.readFileSync(place(data), 'utf8')
  } catch {
    return false
  }
  const [pid, start] = text.split(' ')
  return startedAt(Number(pid)) === start
}

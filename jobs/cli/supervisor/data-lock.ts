import fs from 'node:fs'
import path from 'node:path'
import { Trouble } from '../trouble'
import { startedAt } from './process-table'

/**
 * One `up` per data folder. The lock names a process by pid and start time, so one left by `kill -9` or a power cut
 * is recognised as dead and taken over.
 * @returns release
 * @throws Trouble naming the process that holds it
 */
export function lockData(data: string): () => void {
  const file = path.join(data, 'run', 'up.lock')
  const mine = `${process.pid} ${startedAt(process.pid)}`
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, mine, { mode: 0o600 })
  try {
    for (;;) {
      try {
        fs.linkSync(draft, file)
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = fs.readFileSync(file, 'utf8')
      const [pid, start] = holder.split(' ')
      if (startedAt(Number(pid)) === start)
        throw new Trouble(
          `another cockpit (process ${pid}) is running on ${data}. Stop it with Ctrl-C where it was started or with ` +
            `\`kill ${pid}\`, or choose another folder with COCKPIT_DATA.`,
        )
      fs.rmSync(file, { force: true })
    }
  } finally {
    fs.rmSync(draft, { force: true })
  }
  return () => {
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === mine) fs.rmSync(file, { force: true })
  }
}

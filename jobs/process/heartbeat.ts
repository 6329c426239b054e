import fs from 'node:fs'
import path from 'node:path'

/** Writes `<data>/run/jobs.json` every few seconds: its age says whether the jobs live. */
export function startHeartbeat(data: string, everySeconds = 3): () => void {
  const file = path.join(data, 'run', 'jobs.json')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const beat = () => {
    const draft = `${file}.${process.pid}`
    fs.writeFileSync(draft, JSON.stringify({ pid: process.pid, at: new Date().toISOString() }))
    fs.renameSync(draft, file)
  }
  beat()
  const timer = setInterval(beat, everySeconds * 1000)
  return () => {
    clearInterval(timer)
    fs.rmSync(file, { force: true })
  }
}

import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { Trouble } from './trouble'

const Stack = z.object({
  pid: z.int(),
  startedAt: z.string(),
  demo: z.boolean(),
  web: z.string(),
  cube: z.string(),
  database: z.string(),
  children: z.array(z.object({ name: z.string(), pid: z.int() })),
})
/** What is running on a data folder; written by `up` for the other verbs. Holds the database address, so mode 0600. */
export type Stack = z.infer<typeof Stack>

const place = (data: string) => path.join(data, 'run', 'stack.json')

export function writeStack(data: string, stack: Stack): void {
  const file = place(data)
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, `${JSON.stringify(stack, null, 2)}\n`, { mode: 0o600 })
  fs.renameSync(draft, file)
}

export function removeStack(data: string): void {
  fs.rmSync(place(data), { force: true })
}

/** @returns null when nothing was started on this folder, or what was has been stopped */
export function readStack(data: string): Stack | null {
  let text: string
  try {
    text = fs.readFileSync(place(data), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Trouble(`${place(data)} cannot be read; run the command as the user who started the cockpit.`, {
      cause: error,
    })
  }
  try {
    return Stack.parse(JSON.parse(text))
  } catch {
    return null
  }
}

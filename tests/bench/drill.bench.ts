import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DEMO_PASSWORD } from '@cockpit/jobs/demo/plan'
import { randomOf } from '../integration/semantic/world'
import type { BenchRow } from './import.bench'

/** How the crowd behaves. */
export interface Crowd {
  readonly users: number
  readonly seconds: number
  /** Milliseconds a person looks at what came before drilling on, on average. */
  readonly pause: number
  /** The same seed, the same drills in the same order for each user. */
  readonly seed: number
}

const WHOLE: Crowd = { users: 200, seconds: 90, pause: 10_000, seed: 7 }
/** Demo accounts whose sessions the users share: what is measured is questions, not the hashing of passwords. */
const ACCOUNTS = ['leader', 'supervisor']
/** Programs whose memory must stay flat. */
const PARTS = { web: 'web/', cube: 'semantic-layer/server/main.ts' } as const

export interface DrillResult {
  readonly times: readonly number[]
  readonly errors: readonly string[]
  /** MiB, a look each second. */
  readonly memory: Readonly<Record<keyof typeof PARTS, readonly number[]>>
}

/** 200 people drill at random through the running demo for a minute and a half. */
export async function benchDrill(demo: { readonly data: string }, web: string): Promise<BenchRow[]> {
  // What every screen needs once (places, catalogue, rollups) is there before the crowd comes.
  await drill(web, demo.data, { ...WHOLE, users: 20, seconds: 15, seed: 1 })
  const { times, errors, memory } = await drill(web, demo.data, WHOLE)
  const again = await askAgain(web)
  if (errors.length > 0) console.error(`bench: drill: ${errors.slice(0, 5).join('\n')}`)
  const growth = (part: keyof typeof PARTS) => {
    const looks = memory[part]
    const half = Math.floor(looks.length / 2)
    // The collector comes when it likes: the height between its visits is what a process needs, one look alone says little.
    const [before, after] = [Math.max(...looks.slice(0, half)), Math.max(...looks.slice(half))]
    return { figure: after, ratio: after / before }
  }
  const said = `${WHOLE.users} people, ${times.length} drills`
  return [
    { name: `${said}: errors`, figure: errors.length, unit: '', limit: 0 },
    { name: 'a drill of four questions, p50', figure: percentile(times, 0.5), unit: 'ms' },
    { name: 'a drill of four questions, p95', figure: percentile(times, 0.95), unit: 'ms' },
    { name: 'tiles asked again through the web, p95', figure: percentile(again, 0.95), unit: 'ms' },
    {
      name: 'memory of the web, its highest in the second half against the first',
      ...growth('web'),
      unit: 'MiB',
      limit: 1.3,
    },
    {
      name: 'memory of the semantic layer, its highest in the second half against the first',
      ...growth('cube'),
      unit: 'MiB',
      limit: 1.3,
    },
  ]
}

/** One screen's tiles, over and over, by one person: what is left when the numbers are known. */
async function askAgain(web: string): Promise<number[]> {
  const { cookie, areas, months, tiles } = await personOf(web, 'leader')
  const question = { indicators: tiles, territory: areas[0], period: months[0], compare: ['previous'] }
  await askTogether(web, cookie, [question])
  const times: number[] = []
  for (let turn = 0; turn < 200; turn++) {
    const started = performance.now()
    await askTogether(web, cookie, [question])
    times.push(performance.now() - started)
  }
  return times
}

/** @param data the data folder by which the demo's processes are known */
export async function drill(web: string, data: string, crowd: Crowd): Promise<DrillResult> {
  const people = await Promise.all(ACCOUNTS.map((name) => personOf(web, name)))
  const times: number[] = []
  const errors: string[] = []
  const processes = { web: processOf('web', data), cube: processOf('cube', data) }
  const memory: Record<keyof typeof PARTS, number[]> = { web: [], cube: [] }
  const look = () => {
    for (const part of ['web', 'cube'] as const) memory[part].push(residentOf(processes[part]))
  }
  look()
  const until = performance.now() + crowd.seconds * 1000
  const looking = setInterval(look, 1000)
  const user = async (number: number) => {
    const random = randomOf(crowd.seed * 1000 + number)
    const person = people[number % people.length] as Person
    await sleep(random() * crowd.pause)
    while (performance.now() < until) {
      const started = performance.now()
      try {
        await askTogether(web, person.cookie, drillOf(person, random))
        times.push(performance.now() - started)
      } catch (error) {
        errors.push(String(error))
      }
      await sleep(random() * 2 * crowd.pause)
    }
  }
  await Promise.all(Array.from({ length: crowd.users }, (_, number) => user(number)))
  clearInterval(looking)
  look()
  return { times, errors, memory }
}

interface Person {
  readonly cookie: string
  readonly areas: readonly string[]
  readonly months: readonly string[]
  readonly tiles: readonly string[]
  readonly choices: readonly string[]
}

/** Signed in, with the places and indicators their cockpit offers. */
async function personOf(web: string, username: string): Promise<Person> {
  const response = await fetch(`${web}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: web },
    body: JSON.stringify({ username, password: DEMO_PASSWORD }),
  })
  if (!response.ok) throw new Error(`sign-in refused: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const read = async (procedure: string) => {
    const answer = await fetch(`${web}/api/trpc/${procedure}`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`${procedure}: ${answer.status}`)
    return ((await answer.json()) as { result: { data: { json: unknown } } }).result.data.json
  }
  const tree = (await read('territory.tree')) as { areas: { code: string; within?: boolean }[] }
  const board = (await read('boards.overview')) as { tiles: string[]; choices: string[]; latest: string }
  return {
    cookie,
    areas: tree.areas.map(({ code }) => code),
    months: monthsBefore(board.latest, 12),
    tiles: board.tiles,
    choices: board.choices,
  }
}

/** What the cockpit asks when someone goes to a place: tiles, trend, the level below, the map. */
function drillOf({ areas, months, tiles, choices }: Person, random: () => number): object[] {
  const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T
  const [territory, period, indicator] = [one(areas), one(months), one(choices)]
  const year = `${monthsBefore(period, 25).at(-1)}..${period}`
  return [
    { indicators: tiles, territory, period, compare: ['previous'] },
    { indicators: [indicator], territory, period: year, series: 'month' },
    { indicators: [indicator], territory, period, by: 'children', compare: ['previous'], limit: 500 },
    { indicators: [indicator], territory, period, by: 'county' },
  ]
}

/** Answers that are right in such a crowd: numbers, or the refusal of a question that has no answer for this place. */
const ANSWERED = new Set([200, 400, 403])

async function askTogether(web: string, cookie: string, questions: readonly object[]): Promise<void> {
  const input = encodeURIComponent(
    JSON.stringify(Object.fromEntries(questions.map((question, number) => [number, { json: question }]))),
  )
  const procedures = questions.map(() => 'indicators.ask').join(',')
  const response = await fetch(`${web}/api/trpc/${procedures}?batch=1&input=${input}`, { headers: { cookie } })
  const body = (await response.json()) as {
    result?: { data: { json: { staleSince?: string } } }
    error?: { json: { message: string; data: { httpStatus: number } } }
  }[]
  for (const { result, error } of body) {
    if (error && !ANSWERED.has(error.json.data.httpStatus)) throw new Error(error.json.message)
    if (result?.data.json.staleSince) throw new Error('an old answer was handed out')
    if (!error && !result) throw new Error(`neither answer nor refusal: ${response.status}`)
  }
}

/** The process of a part of the demo that works on the data folder. Linux alone. */
function processOf(part: keyof typeof PARTS, data: string): string {
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const named = part === 'cube' ? command.includes(PARTS.cube) : isWebServer(pid, command)
      if (named && fs.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`COCKPIT_DATA=${data}\0`)) return pid
    } catch (error) {
      // It ended while it was looked at, or is another user's.
      if (!['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
  throw new Error(`no process of the ${part} works on ${data}`)
}

/** Resident memory, MiB; not a number when the process has ended, and then no limit is met. */
function residentOf(pid: string): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return Number.NaN
  }
}

/** Next renames its process; its folder stays. */
function isWebServer(pid: string, command: string): boolean {
  return command.startsWith('next-server') || fs.readlinkSync(path.join('/proc', pid, 'cwd')).includes('/web/')
}

function monthsBefore(month: string, count: number): string[] {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7),
  )
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}

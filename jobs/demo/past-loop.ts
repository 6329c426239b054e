import { createHash } from 'node:crypto'
import type { PastAlert, PastCase, PastStep } from '@cockpit/db/loop/plant-past'
import { dueTimes } from '@cockpit/domain/clock/due'
import { DEFAULT_CLOCK_SETTINGS } from '@cockpit/domain/clock/settings'
import { type Random, random } from '@cockpit/domain/random/random'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import type { Level } from '@cockpit/domain/task/level'
import type { TaskState } from '@cockpit/domain/task/machine'
import type { DemoFacility, DemoWorld } from '@cockpit/semantic-layer/packs/contract'

/** Cases a month: enough for each city to have some. */
const A_MONTH = 90
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** How the invented past went; nothing here is taken from anywhere. One county in six is slower than the others. */
const SHARES = { rule: 0.75, false: 0.12, aborted: 0.02, returned: 0.14, twice: 0.2, relapsed: 0.06, archived: 0.5 }
const ON_TIME = { sign: [0.94, 0.7], close: [0.9, 0.68] } as const

/**
 * The loop of the months before the demo began: invented alerts and tasks, all of them over before `until`, along ways the state machine allows.
 * The same world gives the same past. Pure.
 * @param rules rules about single institutions, whose alerts these might have been
 * @param until nothing happens after it
 */
export function pastLoop(
  world: Pick<DemoWorld, 'seed' | 'months' | 'facilities'>,
  rules: readonly RuleDefinition[],
  until: Date,
): PastCase[] {
  const places = world.facilities.filter(({ story, tier }) => story === undefined && tier !== 'primary')
  // The hospital whose account the demonstration prints, and so its county, has a past to look at.
  const followed = world.facilities.find(({ story }) => story === 'rising-drug-share')
  if (places.length === 0 || rules.length === 0) return []
  return world.months.flatMap((month) =>
    Array.from({ length: A_MONTH }, (_, n) =>
      pastCase(world.seed, month, n, followed && n % 10 === 0 ? [followed] : places, rules),
    ).filter(({ task, alert }) => (task?.steps.at(-1)?.at ?? alert?.judgedAt ?? until) < until),
  )
}

function pastCase(
  seed: number,
  month: string,
  n: number,
  places: readonly DemoFacility[],
  rules: readonly RuleDefinition[],
): PastCase {
  const chance = random(seed, 'loop', month, n)
  const facility = pick(chance, places)
  const place = { facilityId: facility.id, areaCode: facility.countyCode }
  const slow = random(seed, 'slow', facility.countyCode).next() < 1 / 6
  const [year, number] = month.split('-').map(Number) as [number, number]
  // A working hour in China.
  const begun = new Date(Date.UTC(year, number - 1, 1 + Math.floor(chance.next() * 28), 1) + chance.next() * 7 * HOUR)
  const rule = chance.next() < SHARES.rule ? pick(chance, rules) : null
  const level = rule?.level ?? (chance.next() < 0.2 ? 'II' : chance.next() < 0.6 ? 'III' : 'IV')
  const judgedAt = new Date(begun.getTime() + (0.3 + chance.next() * (level === 'II' ? 2 : 20)) * HOUR)
  const isFalse = rule !== null && chance.next() < SHARES.false
  const alert: PastAlert | null = rule && {
    id: idOf(seed, 'alert', month, n),
    rule: { id: rule.id, version: rule.version, title: rule.title, advice: rule.advice },
    ...{ indicator: rule.indicator, level, raisedAt: begun, judgedAt, falseAlarm: isFalse },
  }
  if (isFalse) return { place, alert, task: null }
  const steps = stepsOf(chance, level, judgedAt, slow)
  const title = `演示：${rule?.title.zh ?? pick(chance, OWN_TITLES)}`
  return { place, alert, task: { id: idOf(seed, 'task', month, n), ...place, title, level, steps } }
}

const OWN_TITLES = ['核对月报数据', '检查院感防控', '核查床位开放情况', '整改病案首页缺陷', '补报设备台账']

function stepsOf(chance: Random, level: Level, sentAt: Date, slow: boolean): PastStep[] {
  const steps: PastStep[] = []
  const walk = new Walk(steps)
  walk.do('dispatch', 'dispatched', 'sender', sentAt)
  if (chance.next() < SHARES.aborted) {
    walk.do('abort', 'aborted', 'sender', later(sentAt, 5 * HOUR))
    return steps
  }
  round(chance, level, sentAt, slow, walk)
  if (chance.next() < SHARES.relapsed) {
    const again = later(walk.at, (10 + chance.next() * 70) * DAY)
    walk.do('relapse', 'dispatched', 'product', again)
    round(chance, level, again, slow, walk)
  }
  if (chance.next() < SHARES.archived)
    walk.do('archive', 'archived', 'reviewer', later(walk.at, (1 + chance.next() * 5) * DAY))
  return steps
}

/** From sending to closing once: within the promises, or somewhat after them. */
function round(chance: Random, level: Level, sentAt: Date, slow: boolean, walk: Walk): void {
  const due = dueTimes(DEFAULT_CLOCK_SETTINGS, level, sentAt)
  const span = (until: Date, inTime: number) => {
    const whole = until.getTime() - sentAt.getTime()
    return whole * (chance.next() < inTime ? 0.15 + 0.8 * chance.next() : 1.05 + 0.6 * chance.next())
  }
  const odds = (of: keyof typeof ON_TIME) => ON_TIME[of][slow ? 1 : 0]
  const signed = later(sentAt, span(due.signBy, odds('sign')))
  const closed = new Date(Math.max(sentAt.getTime() + span(due.closeBy, odds('close')), signed.getTime() + 6 * HOUR))
  const between = (share: number) => new Date(signed.getTime() + (closed.getTime() - signed.getTime()) * share)
  walk.do('sign', 'signed', 'handler', signed, due.signBy)
  walk.do('feedBack', 'fedBack', 'handler', between(0.5), due.feedbackBy)
  const returns = chance.next() < SHARES.returned ? (chance.next() < SHARES.twice ? 2 : 1) : 0
  for (let n = 0; n < returns; n++) {
    walk.do('return', 'signed', 'reviewer', between(0.6 + n * 0.16))
    walk.do('feedBack', 'fedBack', 'handler', between(0.68 + n * 0.16), due.feedbackBy)
  }
  walk.do('close', 'closed', 'reviewer', closed, due.closeBy)
}

class Walk {
  constructor(private readonly steps: PastStep[]) {}

  get at(): Date {
    return this.steps.at(-1)?.at ?? new Date(0)
  }

  do(command: PastStep['command'], after: TaskState, by: PastStep['by'], at: Date, due: Date | null = null): void {
    this.steps.push({ at, command, before: this.steps.at(-1)?.after ?? null, after, by, due })
  }
}

function pick<T>(chance: Random, of: readonly T[]): T {
  return of[chance.below(of.length)] as T
}

const later = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)

/** The same id for the same case of the same world, in the form ids have. */
function idOf(...of: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(of.join('|')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

import { type Random, random } from '@cockpit/domain/random/random'
import type { DemoFile, DemoWorld } from '../packs/contract'
import { PROJECT_STEPS } from '../packs/resources/project-tables'
import { dateText } from './calendar'
import { csvChunks, money } from './csv-text'
import { isHospital } from './recent'

interface Step {
  readonly name: string
  readonly entered: number
  readonly due: number
  readonly finished: number | null
  readonly outcome: string
  readonly office: string
}
interface Project {
  readonly id: string
  readonly facilityId: string
  readonly kind: string
  readonly budget: number
  readonly beds: number
  readonly applied: number
  readonly status: string
  readonly steps: readonly Step[]
}

/** Days allowed for each step, from the need to the later evaluation; the office that has it. */
const ALLOWED = [20, 10, 5, 20, 7, 20, 60, 240, 30, 90, 60, 30]
const OFFICES = ['规划发展与信息化处', '医政处', '财务处']
const KINDS = [
  ['大型设备', 18_000_000],
  ['床位', 60_000_000],
  ['信息化', 6_000_000],
  ['基础设施', 120_000_000],
] as const

/** One project for every third hospital, applied for in the world's months and as far as its last day allows. */
function demoProjects(world: DemoWorld): Project[] {
  const first = day(`${world.months[0]}-01`)
  const end = day(`${world.months.at(-1)}-28`)
  return world.facilities
    .filter((one, index) => isHospital(one) && index % 3 === 0)
    .map((facility, index) => {
      const chance = random(world.seed, 'project', facility.id)
      const [kind, price] = KINDS[chance.below(KINDS.length)] ?? KINDS[0]
      const applied = first + chance.below(Math.max(1, end - first))
      const steps = stepsOf(applied, end, chance)
      const last = steps.at(-1)
      const refused = last?.outcome === '不予许可'
      const place = PROJECT_STEPS.indexOf((last?.name ?? '申报') as (typeof PROJECT_STEPS)[number])
      return {
        id: `DEMO-XM-${String(index + 1).padStart(3, '0')}`,
        facilityId: facility.id,
        kind,
        budget: Math.round(price * (0.6 + 0.8 * chance.next())),
        beds: kind === '床位' ? 20 + 10 * chance.below(10) : 0,
        applied,
        status: refused ? '不予许可' : place <= 5 ? '审批中' : place <= 8 ? '建设中' : '已运行',
        steps,
      }
    })
}

function stepsOf(applied: number, end: number, chance: Random): Step[] {
  const steps: Step[] = []
  let entered = applied
  for (const [index, name] of PROJECT_STEPS.entries()) {
    if (name === '处置' || entered > end) break
    const allowed = ALLOWED[index] ?? 20
    const took = Math.max(1, Math.round(allowed * (0.5 + 0.6 * chance.next())))
    const finished = entered + took > end ? null : entered + took
    const draw = chance.next()
    const outcome =
      finished === null ? '' : name === '审批许可' && draw < 0.08 ? '不予许可' : draw < 0.12 ? '退回补正' : '通过'
    const office = OFFICES[index % OFFICES.length] ?? ''
    steps.push({ name, entered, due: entered + allowed, finished, outcome, office })
    if (finished === null || outcome === '不予许可') break
    entered = finished
  }
  return steps
}

export function* projectFiles(world: DemoWorld): Generator<DemoFile> {
  const projects = demoProjects(world)
  yield {
    name: 'project-register.csv',
    table: 'project',
    rows: csvChunks('project_id,facility_id,kind,name_zh,budget,beds,applied_on,status', function* () {
      for (const one of projects)
        yield `${one.id},${one.facilityId},${one.kind},演示${one.kind}配置项目,${money(one.budget * 100)},${one.beds || ''},${dateText(one.applied)},${one.status}`
    }),
  }
  yield {
    name: 'project-step-all.csv',
    table: 'project_step',
    rows: csvChunks('project_id,facility_id,seq,step,entered_on,due_on,finished_on,outcome,office', function* () {
      for (const one of projects)
        for (const [index, step] of one.steps.entries()) {
          const finished = step.finished === null ? '' : dateText(step.finished)
          yield `${one.id},${one.facilityId},${index + 1},${step.name},${dateText(step.entered)},${dateText(step.due)},${finished},${step.outcome},${step.office}`
        }
    }),
  }
}

function day(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / 86_400_000
}

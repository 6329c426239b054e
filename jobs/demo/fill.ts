import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readCheckpoint } from '@cockpit/db/checkpoints'
import { createDisplay } from '@cockpit/db/displays/create-display'
import { plantPast } from '@cockpit/db/loop/plant-past'
import { SYSTEM } from '@cockpit/db/people/create-person'
import { ensureDemoPeople } from '@cockpit/db/people/demo-people'
import { addKnownEvents } from '@cockpit/db/rules/known-events'
import { shanghaiDate } from '@cockpit/domain/period/calendar'
import type { DemoScale } from '@cockpit/geo/demo/demo-region'
import { writeDemoRegion } from '@cockpit/geo/demo/write-demo-region'
import { addRegion } from '@cockpit/geo/region/add-region'
import { formatIssue } from '@cockpit/geo/region/issue'
import { loadTerritory } from '@cockpit/geo/territory-store'
import { asSent, planDelivery } from '@cockpit/semantic-layer/demo/delivery'
import { demoWorld } from '@cockpit/semantic-layer/demo/world'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { DemoWorld, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { loadDemo, loadPacks } from '@cockpit/semantic-layer/packs/load'
import { RULES_CHECKPOINT } from '../evaluate/evaluate-rules'
import { type ImportPorts, importAndTell } from '../imports/import-and-tell'
import { announceBulkLoad } from './bulk-load'
import { worthiestFirst, writeFile } from './files'
import { demoEvents } from './known-events'
import { pastLoop } from './past-loop'
import { peoplePlaces, worldPlaces } from './places'
import { DEMO_PASSWORD, openPlan, type Plan, savePlan } from './plan'
import { plantEvent } from './plant-event'

export interface FillPorts {
  readonly data: string
  readonly scale: DemoScale
  readonly web: string
  readonly packFolders: readonly string[]
  readonly tables: ReadonlyMap<string, WarehouseTable>
  readonly imports: ImportPorts
  readonly say: (line: string) => void
}

const SENDER = 'demo'
/** The rules wait for their rollups, which take a province minutes. */
const RULES_MINUTES: Readonly<Record<DemoScale, number>> = { demo: 5, small: 5, province: 60 }

/**
 * Fills the demo: province, people, display, then every pack's files through the import that any sender's file takes.
 * Each finished file is noted in the plan; stopped anywhere, the next run goes on, and the import itself takes no file twice.
 */
export async function fill(ports: FillPorts): Promise<void> {
  const { data, say, imports, web } = ports
  const plan = openPlan(data, ports.scale, shanghaiDate(imports.now()))
  if (!plan.finished) await load(plan, ports)
  say(`sign in at ${web} as ${plan.people.join(', ')}; password ${DEMO_PASSWORD}`)
  say(`the wall: ${web}/wall/overview`)
  say('demo is complete')
}

async function load(plan: Plan, ports: FillPorts): Promise<void> {
  const { data, say, imports } = ports
  const folder = path.join(data, 'demo-region')
  say('drawing the demo province')
  const region = writeDemoRegion(folder, {
    shape: 'zhejiang',
    seed: plan.seed,
    scale: plan.scale,
    lastYear: Number(plan.lastMonth.slice(0, 4)),
  })
  const world = demoWorld({
    seed: plan.seed,
    places: worldPlaces(region),
    lastMonth: plan.lastMonth,
    months: plan.months,
    frontPagesPerMonth: plan.frontPagesPerMonth,
  })
  const loaded = announceBulkLoad(data)
  try {
    await addProvince(folder, ports)
    const places = peoplePlaces(region, world)
    const people = await ensureDemoPeople(imports.db, places, DEMO_PASSWORD, imports.now())
    await createDisplay(
      imports.db,
      SYSTEM,
      {
        id: 'overview',
        name: '演示总览',
        territory: { kind: 'area', code: places.province },
        sensitivity: 'facility',
      },
      imports.now(),
    )
    await addKnownEvents(imports.db, demoEvents(world), SYSTEM)
    plan.people = people.map((person) => person.username)
    savePlan(data, plan)
    say(`you can sign in at ${ports.web} as ${plan.people.join(', ')}; password ${DEMO_PASSWORD}; numbers follow`)
    await plantPastLoop(world, ports)
    await plantEvent(imports.db, await loadTerritory(imports.db), places, imports.now())
    await importFiles(plan, world, ports)
  } finally {
    loaded()
  }
  await rulesHaveRun(ports)
  plan.finished = true
  savePlan(data, plan)
}

/** Alerts and tasks of the months before, so that the scoreboard of the loop has a past. They need the accounts. */
async function plantPastLoop(world: DemoWorld, { imports, packFolders, say }: FillPorts): Promise<void> {
  const { db, now } = imports
  const people = await db.user.findMany({ where: { demo: true }, select: { id: true, username: true } })
  const id = (username: string) => people.find((one) => one.username === username)?.id ?? SYSTEM
  const rules = (await loadPacks(packFolders)).flatMap((pack) => pack.rules).filter(({ by }) => by === 'facility')
  const played = { sender: id('supervisor'), handler: id('hospital'), reviewer: id('reviewer') }
  const planted = await plantPast(db, pastLoop(world, rules, now()), played, now())
  if (planted > 0) say(`planted ${planted} past tasks`)
}

async function addProvince(folder: string, { imports, tables, say }: FillPorts): Promise<void> {
  const added = await addRegion(folder, {
    db: imports.db,
    importFile: async (file) => {
      const table = tableNamed(tables, file.table)
      const fileName = path.basename(file.path)
      const outcome = await importAndTell({ ...file, table, fileName, sender: SENDER }, imports)
      if (outcome.kind === 'refused') throw new Error(`${fileName}: ${outcome.refusal.message.en}`)
    },
  })
  if (!added.ok) throw new Error(`the demo province is not sound:\n${added.issues.map(formatIssue).join('\n')}`)
  say(`province added: ${added.summary.areas} areas, ${added.summary.facilities} facilities`)
}

/** Newest month first; the next file is generated while the one before is imported. */
async function importFiles(plan: Plan, world: DemoWorld, ports: FillPorts): Promise<void> {
  const { data, tables, imports, say } = ports
  const generators = await loadDemo(ports.packFolders)
  const delivery = planDelivery(world)
  const files = worthiestFirst(generators.flatMap(({ generate }) => [...generate(world)]))
  const waiting = files.filter((file) => !plan.imported[file.name])
  const folder = path.join(data, 'demo-files')
  let done = files.length - waiting.length
  let running: Promise<void> = Promise.resolve()
  for (const file of waiting) {
    const table = tableNamed(tables, file.table)
    const written = await writeFile(folder, asSent(file, table, delivery))
    await running
    running = (async () => {
      const outcome = await importAndTell(
        {
          table,
          path: written,
          fileName: file.name,
          sender: SENDER,
          demo: true,
          owned: true,
          receipt: { ...delivery, notAfter: imports.now() },
        },
        imports,
      )
      if (outcome.kind === 'refused') throw new Error(`${file.name}: ${outcome.refusal.message.en}`)
      plan.imported[file.name] = outcome.batch.id
      savePlan(data, plan)
      fs.rmSync(written, { force: true })
      done += 1
      say(`imported ${done} of ${files.length}: ${file.name}, ${outcome.batch.rowsPublished} rows`)
    })()
    // Seen at the next turn; without this a failure in between would end the process unheard.
    running.catch(() => undefined)
  }
  await running
  fs.rmSync(folder, { recursive: true, force: true })
}

/** The load ends when the alerts it gives rise to are there. */
async function rulesHaveRun({ imports, scale, say }: FillPorts): Promise<void> {
  const { version } = await currentManifest(imports.lake)
  const minutes = RULES_MINUTES[scale]
  const deadline = imports.now().getTime() + minutes * 60_000
  for (let told = false; (await readCheckpoint(imports.db, RULES_CHECKPOINT)) < version; told = true) {
    if (!told) say('judging the rules')
    if (imports.now().getTime() > deadline)
      throw new Error(`the rules have not been judged within ${minutes} minutes; see logs/jobs.log`)
    await sleep(500)
  }
}

function tableNamed(tables: ReadonlyMap<string, WarehouseTable>, name: string): WarehouseTable {
  const table = tables.get(name)
  if (!table) throw new Error(`no pack has the table ${name}`)
  return table
}

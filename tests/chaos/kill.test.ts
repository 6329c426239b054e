import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readCheckpoint } from '@cockpit/db/checkpoints'
import { type Database, database } from '@cockpit/db/database'
import { createPerson, SYSTEM } from '@cockpit/db/people/create-person'
import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { AreaCode, FacilityId, type PersonId } from '@cockpit/domain/ids'
import { writeDemoRegion } from '@cockpit/geo/demo/write-demo-region'
import { loadTerritory } from '@cockpit/geo/territory-store'
import { worldPlaces } from '@cockpit/jobs/demo/places'
import { demoWorld } from '@cockpit/semantic-layer/demo/world'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { DemoFile } from '@cockpit/semantic-layer/packs/contract'
import visitDays from '@cockpit/semantic-layer/packs/outpatient/demo'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cockpit, until } from './cockpit'

/** Every process is killed once while it works. Afterwards nothing is lost and nothing is there twice. */
const cockpit = new Cockpit({ postgres: 15575, cube: 4675 })
let db: Database
let files: DemoFile[]
let hospital: FacilityId
let supervisor: PersonId
let institution: PersonId

beforeAll(async () => {
  await cockpit.start()
  const folder = path.join(cockpit.data, 'region')
  const region = writeDemoRegion(folder, { shape: 'chongqing', seed: 7, scale: 'small', lastYear: 2026 })
  const added = await cockpit.verb('region', 'add', folder)
  expect(added.output).toContain('areas')
  expect(added.code).toBe(0)
  const world = demoWorld({ seed: 7, places: worldPlaces(region), lastMonth: '2026-10', months: 4 })
  files = [...visitDays(world)]
  const rising = world.facilities.find((one) => one.story === 'rising-drug-share')
  if (!rising) throw new Error('the generated world has no hospital with a rising drug share')
  hospital = FacilityId.parse(rising.id)
  db = database(cockpit.stack().database)
  const person = async (username: string, role: 'supervisor' | 'institution') => {
    const territory =
      role === 'supervisor'
        ? { kind: 'area' as const, code: AreaCode.parse(region.root.code) }
        : { kind: 'facilities' as const, ids: [hospital] }
    const grants = [{ role, territory, sensitivity: 'facility' as const }]
    const made = await createPerson(
      db,
      SYSTEM,
      { username, name: username, password: 'chaos-test-2026', grants },
      new Date(),
    )
    if (!made.ok) throw new Error(made.refusal)
    return made.id
  }
  supervisor = await person('supervisor', 'supervisor')
  institution = await person('hospital', 'institution')
})

afterAll(async () => {
  await db?.$disconnect()
  await cockpit.stop()
})

/** Puts a file into the drop folder as a sender does: written aside, then renamed. @returns its data rows */
function drop(file: DemoFile, name = file.name): number {
  const text = [...file.rows].join('')
  const inbox = path.join(cockpit.data, 'inbox', file.table)
  fs.mkdirSync(inbox, { recursive: true })
  fs.writeFileSync(path.join(inbox, `${name}.part`), text)
  fs.renameSync(path.join(inbox, `${name}.part`), path.join(inbox, name))
  return text.trimEnd().split('\n').length - 1
}

const lake = () => currentManifest(path.join(cockpit.data, 'lake'))

async function published(name: string) {
  await until(`${name} is published`, async () => (await lake()).batches.some((batch) => batch.fileName === name))
  return (await lake()).batches.filter((batch) => batch.fileName === name)
}

describe('killed while it works', () => {
  test('the jobs, in the middle of an import, twice: every row is published or rejected, once', async () => {
    const [first, ...rest] = files
    if (!first) throw new Error('no files were generated')
    const rows = drop(first)
    for (const delay of [700, 1_900]) {
      await sleep(delay)
      await cockpit.kill('jobs')
    }
    const batches = await published(first.name)
    expect(batches).toHaveLength(1)
    expect(batches[0]).toMatchObject({ rowsRead: rows })
    expect((batches[0]?.rowsPublished ?? 0) + (batches[0]?.rowsRejected ?? 0)).toBe(rows)
    await until('the run is told as published', async () => {
      const run = await db.importRun.findUnique({ where: { id: batches[0]?.id ?? '' } })
      return run?.state === 'published' && run.rowsRead === rows
    })
    for (const file of rest) drop(file)
    for (const file of rest) await published(file.name)
  })

  test('the semantic layer, while the rules are judged: each finding is one alert and one notice', async () => {
    await cockpit.kill('semantic-layer')
    await until(
      'the rules have seen the lake',
      async () => (await readCheckpoint(db, 'rules')) >= (await lake()).version,
    )
    const alerts = await db.alert.findMany({ where: { ruleId: 'drug-share-three-months', facilityId: hospital } })
    expect(alerts.map((alert) => alert.period)).toEqual(['2026-10'])
    await until('the supervisor is told', async () => {
      return (await db.notice.count({ where: { userId: supervisor } })) === (await db.alert.count())
    })
  })

  test('the jobs, while messages go out: each task is told to its institution once', async () => {
    const territory = await loadTerritory(db)
    const actor = {
      id: supervisor,
      grants: [
        {
          role: 'supervisor' as const,
          territory: { kind: 'area' as const, code: AreaCode.parse('500000') },
          sensitivity: 'facility' as const,
        },
      ],
    }
    const tasks: string[] = []
    for (let index = 0; index < 40; index += 1) {
      const sent = await dispatchTask(
        db,
        actor,
        territory,
        {
          target: { kind: 'facility', id: hospital },
          title: `核查 ${index}`,
          instruction: '请核对。',
          level: 'III',
          idempotencyKey: `chaos-${index}`,
        },
        new Date(),
      )
      if (!sent.ok) throw new Error(sent.refusal)
      tasks.push(sent.taskId)
      if (index === 20) process.kill(cockpit.pidOf('jobs'), 'SIGKILL')
    }
    await until(
      'nothing waits in the outbox',
      async () => (await db.outbox.count({ where: { deliveredAt: null } })) === 0,
    )
    const notices = await db.notice.findMany({ where: { userId: institution } })
    expect(notices.map((notice) => notice.link).sort()).toEqual(tasks.map((id) => `/command?task=${id}`).sort())
  })

  test('PostgreSQL: it is started again, and the next file is imported and told', async () => {
    const last = files.at(-1)
    if (!last) throw new Error('no files were generated')
    cockpit.killPostgres()
    const corrected: DemoFile = { ...last, rows: [[...last.rows].join('').replace(/(\d)\n/, '$1\n\n')] }
    drop(corrected, 'after-the-crash.csv')
    const [batch] = await published('after-the-crash.csv')
    await until('the run is told as published', async () => {
      return (await db.importRun.findUnique({ where: { id: batch?.id ?? '' } }))?.state === 'published'
    })
  })

  test('the supervisor itself: its parts end with it, and the next start finds everything', async () => {
    const parts = cockpit.stack().children
    const found = async () => ({
      alerts: await db.alert.count(),
      tasks: await db.task.count(),
      // Its version may be a later one: the scoreboard and the care of the lake go on by themselves.
      rows: (await lake()).batches.map(({ id, rowsPublished }) => `${id} ${rowsPublished}`),
    })
    const before = await found()
    await db.$disconnect()
    await cockpit.killSupervisor()
    await until('no part is left behind', () => parts.every(({ pid }) => !fs.existsSync(`/proc/${pid}`)))
    await cockpit.start()
    db = database(cockpit.stack().database)
    expect(await found()).toEqual(before)
  })

  test('after all of it the audit chain and every file of the lake are sound', async () => {
    const verdict = await cockpit.verb('verify', '--json')
    expect(JSON.parse(verdict.answer)).toMatchObject({ sound: true, lake: { faults: [] } })
    expect(fs.readdirSync(path.join(cockpit.data, 'lake/staging'))).toEqual([])
  })
})

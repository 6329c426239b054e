import fs from 'node:fs'
import path from 'node:path'
import { DEMO_PASSWORD } from '@cockpit/jobs/demo/plan'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { DuckDBInstance } from '@duckdb/node-api'
import type { BenchRow } from './import.bench'
import { type RunningDemo, WEB } from './running-demo'

const ROWS = 100_000

/**
 * A sender's file of 100,000 facility-department-days lands in the drop folder. Measured from the rename that makes it
 * visible: until the event reaches an open page, and until the tile's question, asked on that event, has a new answer.
 */
export async function benchLive(demo: RunningDemo): Promise<BenchRow[]> {
  const cookie = await signIn()
  const question = { indicators: ['outpatient.visits'], territory: '330000', period: await nextMonth(demo) }
  const before = await ask(cookie, question)
  const events = await fetch(`${WEB}/api/live`, { headers: { cookie } })
  if (!events.ok || !events.body) throw new Error(`the event stream refused: ${events.status}`)
  const reader = events.body.getReader()
  const file = await writeFile(demo, question.period)
  const target = path.join(demo.data, 'inbox/visit_day', 'live.csv')
  const started = performance.now()
  fs.renameSync(file, target)
  await liveEvent(reader, 'lake.published')
  const told = (performance.now() - started) / 1000
  for (;;) {
    if ((await ask(cookie, question)) !== before) break
    if (performance.now() - started > 60_000) throw new Error('the tile did not change within a minute')
  }
  const shown = (performance.now() - started) / 1000
  await reader.cancel()
  const alert = await alertReachesWhoActs(demo)
  return [
    { name: '100,000 rows landed: event at an open page', figure: told, unit: 's', limit: 10 },
    { name: '100,000 rows landed: tile has its new number', figure: shown, unit: 's', limit: 10 },
    { name: 'a rule became true: the alert is in the inbox of who acts on it', figure: alert, unit: 's', limit: 10 },
  ]
}

async function signIn(username = 'leader'): Promise<string> {
  const response = await fetch(`${WEB}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: WEB },
    body: JSON.stringify({ username, password: DEMO_PASSWORD }),
  })
  if (!response.ok) throw new Error(`sign-in refused: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/**
 * A corrected report makes one county's disease surge. Measured from the rename that makes the file visible until the supervisor's inbox, asked
 * whenever their open page is told of a change, holds the notice of the alert.
 */
async function alertReachesWhoActs(demo: RunningDemo): Promise<number> {
  const cookie = await signIn('supervisor')
  const { area, disease, month } = await quietDisease(demo)
  const inbox = () => query(cookie, 'notices.list', {})
  const before = new Set(noticeIds(await inbox()))
  const events = await fetch(`${WEB}/api/live`, { headers: { cookie } })
  if (!events.ok || !events.body) throw new Error(`the event stream refused: ${events.status}`)
  const reader = events.body.getReader()
  const folder = path.join(demo.data, 'inbox/notifiable_month')
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'surge.csv.part')
  fs.writeFileSync(file, `area_code,disease,month_start,cases,deaths\n${area},${disease},${month}-01,9000,0\n`)
  const started = performance.now()
  fs.renameSync(file, path.join(folder, 'surge.csv'))
  for (;;) {
    await liveEvent(reader, 'alert.changed')
    if (noticeIds(await inbox()).some((id) => !before.has(id))) break
    if (performance.now() - started > 60_000) throw new Error('no notice within a minute')
  }
  const seconds = (performance.now() - started) / 1000
  await reader.cancel()
  return seconds
}

/** A county and a disease with few cases in the newest month and some in the months before. */
async function quietDisease(demo: RunningDemo): Promise<{ area: string; disease: string; month: string }> {
  const lake = path.join(demo.data, 'lake')
  const files = (await currentManifest(lake)).partitions.filter(({ table }) => table === 'notifiable_month')
  const { lastMonth } = JSON.parse(fs.readFileSync(path.join(demo.data, 'demo.json'), 'utf8'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const found = await connection.runAndReadAll(`SELECT area_code, disease
    FROM read_parquet([${files.map(({ file }) => `'${path.join(lake, file)}'`).join(', ')}])
    WHERE month_start = DATE '${lastMonth}-01' AND cases BETWEEN 1 AND 10 ORDER BY area_code, disease LIMIT 1`)
  const [row] = found.getRowsJS()
  connection.closeSync()
  instance.closeSync()
  if (!row) throw new Error('the demo has no county with few cases of a disease')
  return { area: String(row[0]), disease: String(row[1]), month: String(lastMonth) }
}

const noticeIds = (body: unknown) => [...JSON.stringify(body).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? '')

/** The answer's text, so that any change of number or state shows. */
async function ask(cookie: string, question: object): Promise<string> {
  const body = JSON.stringify(await query(cookie, 'indicators.ask', question))
  const rows = /"rows":(\[.*?\]),"/s.exec(body)?.[1]
  if (rows === undefined) throw new Error(`no rows in ${body.slice(0, 300)}`)
  return rows
}

async function query(cookie: string, procedure: string, question: object): Promise<unknown> {
  const input = encodeURIComponent(JSON.stringify({ json: question }))
  const response = await fetch(`${WEB}/api/trpc/${procedure}?input=${input}`, { headers: { cookie } })
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`the question was refused: ${JSON.stringify(body).slice(0, 300)}`)
  return body
}

async function liveEvent(reader: ReadableStreamDefaultReader<Uint8Array>, topic: string): Promise<void> {
  let text = ''
  const decoder = new TextDecoder()
  while (!text.includes(topic)) {
    const { done, value } = await reader.read()
    if (done) throw new Error('the event stream ended')
    text += decoder.decode(value, { stream: true })
  }
}

/** `yyyy-mm` after the newest month of the demo. */
async function nextMonth(demo: RunningDemo): Promise<string> {
  const { lastMonth } = JSON.parse(fs.readFileSync(path.join(demo.data, 'demo.json'), 'utf8'))
  const [year, month] = String(lastMonth).split('-').map(Number) as [number, number]
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
}

async function writeFile(demo: RunningDemo, month: string): Promise<string> {
  const lake = path.join(demo.data, 'lake')
  const manifest = await currentManifest(lake)
  const facilities = manifest.partitions.find((part) => part.table === 'facility')
  if (!facilities) throw new Error('the demo has no facilities')
  const file = path.join(demo.data, 'inbox/visit_day', 'live.csv.part')
  const counts = ['outpatient_visits', 'emergency_visits', 'checkup_visits', 'appointment_visits']
  const money = ['outpatient_income', 'inpatient_income', 'outpatient_drug_income', 'drug_income', 'herbal_income']
  const more = ['material_income', 'exam_income', 'lab_income']
  const columns = [
    ...counts.map((name, n) => `${10 + n} AS ${name}`),
    ...money.map((name, n) => `${[1000, 2000, 100, 300, 10][n]} AS ${name}`),
    ...more.map((name) => `50 AS ${name}`),
  ]
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (
    SELECT facility_id, '科室' || d AS department, DATE '${month}-01' + n::INT AS visit_date, ${columns.join(', ')}
    FROM read_parquet('${path.join(lake, facilities.file)}'), range(8) a(d), range(28) b(n) LIMIT ${ROWS}
  ) TO '${file}' (HEADER)`)
  connection.closeSync()
  instance.closeSync()
  return file
}

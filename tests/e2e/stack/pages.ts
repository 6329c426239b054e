import fs from 'node:fs'
import path from 'node:path'
import { database } from '@cockpit/db/database'
import type { Page } from '@playwright/test'
import { DATA, ROOT, WEB } from './address'
import { plantedStories } from './stories'

/** A page as one person opens it. */
export interface OpenedPage {
  readonly user: string
  readonly address: string
}

/** Routes of the app that show a page, `/facility/[id]`, found in the folder itself. */
export function routesOfApp(): string[] {
  const app = path.join(ROOT, 'web/app')
  return fs
    .readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => `/${path.dirname(file).replace(/\([^)]*\)\/?/, '')}`.replace(/\/\.?$/, '') || '/')
    .sort()
}

/** Where each route is opened for its picture, by whom. `new` things stand for themselves; one of a kind is the newest there is. */
export async function openedPages(page: Page): Promise<Readonly<Record<string, OpenedPage>>> {
  const { database: url } = JSON.parse(fs.readFileSync(path.join(DATA, 'run/stack.json'), 'utf8'))
  const db = database(url)
  const supervisor = (address: string): OpenedPage => ({ user: 'supervisor', address })
  try {
    const newest = { orderBy: { id: 'desc' } } as const
    const [alert, task, event, person] = await Promise.all([
      db.alert.findFirstOrThrow({ ...newest, where: { state: 'open' } }),
      db.task.findFirstOrThrow(newest),
      db.emergencyEvent.findFirstOrThrow(newest),
      db.user.findUniqueOrThrow({ where: { username: 'supervisor' } }),
    ])
    const stories = plantedStories()
    const month = stories.get('high-cost')?.months.at(-1) ?? ''
    const dear = stories.get('high-cost')?.facility ?? ''
    const short = stories.get('bed-shortage')?.county ?? ''
    const silent = stories.get('stops-reporting')?.facility ?? ''
    return {
      '/': supervisor('/?i=inpatient.costIndex'),
      '/admin': { user: 'sysadmin', address: '/admin' },
      '/admin/people': { user: 'sysadmin', address: '/admin/people' },
      '/alerts': supervisor('/alerts'),
      '/alerts/[id]': supervisor(`/alerts/${alert.id}`),
      '/audit': { user: 'auditor', address: '/audit' },
      '/cases': supervisor('/cases?i=inpatient.mortality&list=all'),
      '/catalogue': supervisor('/catalogue?i=income.drugShare'),
      '/command': supervisor('/command'),
      '/compare': supervisor('/compare?of=areas&x=330100,330200,330300&i=income.drugShare'),
      '/events': supervisor('/events'),
      '/events/[id]': supervisor(`/events/${event.id}`),
      '/events/new': supervisor('/events/new'),
      '/events/posture': supervisor('/events/posture'),
      '/explain': supervisor('/explain?i=income.drugShare'),
      '/facility/[id]': supervisor(`/facility/${dear}`),
      '/imports': supervisor('/imports'),
      '/institutions': supervisor('/institutions'),
      '/lineage': supervisor(`/lineage?i=income.drugShare&t=330000&p=${month}`),
      '/loop': supervisor('/loop'),
      '/notices': supervisor('/notices'),
      '/password': supervisor('/password'),
      '/plan': { user: 'planner', address: '/plan' },
      '/quality': supervisor('/quality'),
      '/quality/catalogue': supervisor('/quality/catalogue'),
      '/quality/facility/[id]': supervisor(`/quality/facility/${silent}`),
      '/quality/table/[name]': supervisor('/quality/table/visit_day'),
      '/ranking': supervisor('/ranking?i=income.drugShare&by=facility&tier=secondary'),
      '/region/[code]': supervisor(`/region/${short}`),
      '/reports': supervisor('/reports'),
      '/reports/[id]': supervisor(`/reports/${await aReport(page, person.id)}`),
      '/reports/new': supervisor('/reports/new'),
      '/rules': supervisor('/rules'),
      '/rules/[id]': supervisor('/rules/drug-share-three-months'),
      '/rules/new': { user: 'sysadmin', address: '/rules/new' },
      '/sign-in': { user: '', address: '/sign-in' },
      '/tasks': supervisor('/tasks?s=closed'),
      '/tasks/[id]': supervisor(`/tasks/${task.id}`),
      '/tasks/clocks': supervisor('/tasks/clocks'),
      '/tasks/new': supervisor('/tasks/new'),
      '/wall/[display]': { user: 'leader', address: '/wall/overview' },
      '/wall/pair': { user: '', address: '/wall/pair' },
    }
  } finally {
    await db.$disconnect()
  }
}

/** A report of the supervisor, who is signed in on the page; the demo brings none. */
async function aReport(page: Page, person: string): Promise<string> {
  const made = await page.request.post('/api/trpc/reports.create', {
    headers: { origin: WEB },
    data: {
      json: {
        title: '演示：每月药占比',
        content: {
          ...{ kind: 'table', format: 'xlsx', indicators: ['income.drugShare'], by: 'children', compare: true },
          place: { kind: 'own' },
        },
        period: 'lastMonth',
        schedule: { every: 'month', day: 5, at: '08:00' },
        recipients: [{ kind: 'person', id: person }],
        channels: ['inbox'],
        attach: false,
      },
    },
  })
  if (!made.ok()) throw new Error(`no report could be set up: ${await made.text()}`)
  return (await made.json()).result.data.json.id
}

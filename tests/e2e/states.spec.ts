import { expect, type Locator, test } from '@playwright/test'
import { signIn } from './stack/people'

const PAGES = ['/', '/region/330100', '/loop', '/events', '/events/posture', '/reports'] as const
/** What a planner opens, and the question of one of its lists. */
const LISTS = [
  ['/plan', 'plan.places'],
  ['/plan', 'plan.resources'],
  ['/compare?area=330100', 'territory.facilities'],
  ['/quality/table/visit_day', 'quality.tables'],
  ['/quality/table/visit_day', 'quality.days'],
] as const

test('a page whose questions fail says so under its heading, and shows its data when they are answered again', async ({
  page,
}) => {
  await signIn(page, 'supervisor', null)
  for (const address of PAGES) {
    await page.route('**/api/trpc/**', (route) => route.abort())
    await page.goto(address)
    const main = page.getByRole('main')
    const failures = main.getByRole('alert').filter({ hasText: '连接不到服务器' })
    await expect(failures.first(), address).toBeVisible()
    await expect(page.locator('h1'), address).toHaveCount(1)
    await page.unroute('**/api/trpc/**')
    await tryAgain(failures, address)
  }
})

test('a list of a planner’s that alone could not be asked says so, and comes when it is asked again', async ({
  page,
}) => {
  await signIn(page, 'planner', null)
  for (const [address, question] of LISTS) {
    const about = `${question} of ${address}`
    await page.route(`**/api/trpc/**${question}*`, (route) => route.abort())
    await page.goto(address)
    const failures = page.getByRole('main').getByRole('alert').filter({ hasText: '连接不到服务器' })
    await expect(failures.first(), about).toBeVisible()
    await expect(page.locator('h1'), about).toHaveCount(1)
    await page.unroute(`**/api/trpc/**${question}*`)
    await tryAgain(failures, about)
  }
})

test('numbers that could not be renewed are marked, and withheld ones stand there with their reason', async ({
  page,
}) => {
  await signIn(page, 'supervisor', null)
  await page.route('**/api/trpc/**', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: withheldAndOld(await response.text()) })
  })
  for (const [address, tile] of [
    ['/', 'tile-outpatient.visits'],
    ['/region/330100', 'tile-outpatient.visits'],
    ['/loop', 'tile-loopTasks.issued'],
  ] as const) {
    await page.goto(address)
    await expect(page.getByTestId(tile).locator('[data-reason="suppressed"]').first(), address).toBeVisible()
    await expect(page.getByTestId(tile).getByTestId('stale'), address).toBeVisible()
  }
})

/** Each part that failed has its own way to try again; meanwhile it may come by itself, or with another part's answer. */
async function tryAgain(failures: Locator, about: string): Promise<void> {
  await expect(async () => {
    if ((await failures.count()) > 0) await failures.first().getByRole('button').click({ timeout: 5_000 })
    expect(await failures.count(), about).toBe(0)
  }).toPass()
}

/** Every answer of the indicator question as an old one whose values may not be shown. Answers come as a stream of lines. */
function withheldAndOld(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : JSON.stringify(JSON.parse(line, changed))))
    .join('\n')
}

function changed(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if ('state' in value && value.state === 'shown' && 'definitionVersion' in value && 'indicator' in value)
    return { state: 'suppressed', indicator: value.indicator, definitionVersion: value.definitionVersion }
  return 'asOf' in value && 'rows' in value ? { ...value, staleSince: '2026-01-02T03:04:05.000Z' } : value
}

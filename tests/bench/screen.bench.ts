import { DEMO_PASSWORD } from '@cockpit/jobs/demo/plan'
import { chromium, expect, type Page } from '@playwright/test'
import { findBrowser } from '../command/system-tools.mjs'
import { plain } from '../e2e/stack/browser-flags'
import type { BenchRow } from './import.bench'

/** Times each act is done; the first of each warms what the browser compiles once. */
const TURNS = 6
const HOVER_STEPS = 240

/**
 * What a hand feels, in a browser without a GPU at 1920 x 1080: from a click to the next picture (Event Timing, as INP has it), and the pictures
 * a second while the pointer goes over charts and map. The numbers behind a click come when they come; that is the drill's bench.
 */
export async function benchScreen(web: string): Promise<BenchRow[]> {
  const { path, missing } = await findBrowser()
  if (!path) throw new Error(`no browser to measure in: ${missing}`)
  const browser = await chromium.launch({ ...plain, executablePath: path })
  try {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' })
    const page = await context.newPage()
    const signedIn = await page.request.post(`${web}/api/auth/sign-in/username`, {
      headers: { origin: web },
      data: { username: 'supervisor', password: DEMO_PASSWORD },
    })
    if (!signedIn.ok()) throw new Error(`sign-in refused: ${signedIn.status()} ${await signedIn.text()}`)
    // tsx wraps named functions in a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named')
    await page.addInitScript(watchEvents)
    await open(page, web)
    const tile = await felt(page, async (turn) => {
      const tiles = page.locator('[data-testid^="tile-"][data-state] > button')
      await tiles.nth(turn % (await tiles.count())).click()
    })
    const place = await felt(page, async () => {
      await page.locator('[data-testid^="rank-row-"]').first().getByRole('button').click()
      await settled(page)
      await page.goBack()
      await expect(page.locator('[data-testid^="rank-row-"]').first()).toBeVisible()
    })
    const compare = await felt(page, (turn) =>
      page
        .getByTestId('compare')
        .getByText(turn % 2 === 0 ? '环比' : '同比')
        .click(),
    )
    const hovers: number[] = []
    for (const panel of ['trend', 'map', 'radar']) hovers.push(await hovered(page, panel))
    const worst = (times: readonly number[]) => Math.max(...times)
    return [
      { name: 'a tile is chosen: slowest click to the next picture', figure: worst(tile), unit: 'ms', limit: 200 },
      { name: 'a row is gone down: slowest click to the next picture', figure: worst(place), unit: 'ms', limit: 200 },
      { name: 'another comparison: slowest click to the next picture', figure: worst(compare), unit: 'ms', limit: 200 },
      ...['trend', 'map', 'radar'].map((panel, at) => ({
        name: `the pointer goes over the ${panel}: mean time of a picture`,
        figure: hovers[at] ?? Number.NaN,
        unit: 'ms',
        // Sixty a second, and the unevenness of a clock.
        limit: 17.5,
      })),
    ]
  } finally {
    await browser.close()
  }
}

async function open(page: Page, web: string) {
  await page.goto(`${web}/`)
  await expect(page.locator('[data-testid^="rank-row-"]').first()).toBeVisible({ timeout: 120_000 })
  await settled(page)
}

const settled = (page: Page) => expect(page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 120_000 })

/** Runs in the page: keeps how long each click took to its next picture. */
function watchEvents() {
  const times: number[] = []
  Object.assign(window, { feltClicks: times })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'click') times.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}

/** Milliseconds of the clicks of an act, done several times; a click too short to be told of took less than 16. */
async function felt(page: Page, act: (turn: number) => Promise<void>): Promise<number[]> {
  await act(0)
  await settled(page)
  const clicks = () => page.evaluate(() => (window as unknown as { feltClicks: number[] }).feltClicks.splice(0))
  await clicks()
  for (let turn = 1; turn <= TURNS; turn += 1) {
    await act(turn)
    await settled(page)
  }
  // The observer is told a moment after the picture.
  await page.waitForTimeout(300)
  return [16, ...(await clicks())]
}

/** Mean milliseconds between pictures while the pointer goes to and fro over a panel. */
async function hovered(page: Page, panel: string): Promise<number> {
  const box = await page.getByTestId(panel).boundingBox()
  if (!box) throw new Error(`there is no panel ${panel}`)
  const counted = page.evaluate(
    (steps) =>
      new Promise<number>((done) => {
        const times: number[] = []
        const next = (at: number) => {
          times.push(at)
          if (times.length <= steps) requestAnimationFrame(next)
          else done(((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1))
        }
        requestAnimationFrame(next)
      }),
    HOVER_STEPS,
  )
  let over = false
  const end = counted.finally(() => {
    over = true
  })
  for (let step = 0; !over; step += 1) {
    const along = Math.abs(((step / 60) % 2) - 1)
    await page.mouse.move(box.x + box.width * (0.1 + 0.8 * along), box.y + box.height * (0.35 + 0.4 * along))
  }
  return end
}

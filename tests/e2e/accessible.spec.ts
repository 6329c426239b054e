import path from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { SCREENS } from './stack/address'
import { barriers } from './stack/barriers'
import { openedPages, routesOfApp } from './stack/pages'
import { signInQuietly } from './stack/people'

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const
/** 1366 x 768 at a zoom of 200 %. */
const ZOOMED = { width: 683, height: 384 }
/** A layout shift up to this is good (CLS, https://web.dev/articles/cls); all there is on a page is added up here, not the worst five seconds alone. */
const SHIFT = 0.1
/** Drawn for a screen of its own, which nobody zooms: its page neither scrolls nor reflows. */
const NOT_ZOOMED = ['/wall/[display]']

test('every page can be read and used by everybody at every size, says nothing to the console, and leaves its pictures', async ({
  browser,
}) => {
  // Forty pages, each looked at four times: on a busy machine longer than other tests may take.
  test.setTimeout(1_200_000)
  const open = new Map<string, Page>()
  const said: string[] = []
  const moving: string[] = []
  const pageOf = async (user: string) => {
    const page = open.get(user) ?? (await newPage(browser, said))
    // By the interface: that the form lets people in is shown elsewhere, and each of the five would load a page for it.
    if (!open.has(user) && user !== '') await signInQuietly(page, user)
    open.set(user, page)
    return page
  }
  const pages = await openedPages(await pageOf('supervisor'))
  // A page of the app without an address here has no picture, and nobody has looked whether it can be used.
  expect(Object.keys(pages).sort()).toEqual(routesOfApp())
  for (const [route, { user, address }] of Object.entries(pages)) {
    const page = await pageOf(user)
    await page.setViewportSize(SIZES[0])
    await page.goto(address)
    await expect(page.locator('h1').first(), route).toBeAttached()
    await expect(page.locator('[aria-busy="true"], .ant-spin-spinning'), route).toHaveCount(0)
    await expect(page.getByText(/正在(读取|取数)…/), route).toHaveCount(0)
    await expect.soft(page.locator('h1'), route).toHaveCount(1)
    expect.soft(await barriers(page), route).toEqual([])
    const { shift, moved } = await shifted(page)
    moving.push(`${route} ${shift.toFixed(3)}`)
    expect.soft(shift, `${route} moves while it comes: ${moved.join('; ')}`).toBeLessThan(SHIFT)
    for (const size of SIZES) {
      await resize(page, size)
      await inTheEnd.poll(() => sideways(page), `${route} at ${size.width} is wider than the screen by`).toBe(0)
      const name = `page${route.replaceAll(/[/[\]]+/g, '-').replace(/-$/, '') || '-cockpit'}-${size.width}`
      await page.screenshot({ path: path.join(SCREENS, `${name}.jpg`), type: 'jpeg', quality: 75 })
    }
    if (NOT_ZOOMED.includes(route)) continue
    await resize(page, ZOOMED)
    await inTheEnd.poll(() => sideways(page), `${route} at a zoom of 200 % is wider than the screen by`).toBe(0)
  }
  console.log(`what moves while it comes: ${moving.join(', ')}`)
  expect(said).toEqual([])
  for (const page of open.values()) await page.context().close()
})

async function newPage(browser: Browser, said: string[]): Promise<Page> {
  // What fades in is neither there nor away, and its contrast nobody's.
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await page.addInitScript(watchShifts)
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => said.push(`${page.url()}: ${error.message}`))
  return page
}

/** Runs in the page: adds up what moves without a hand having moved it. */
function watchShifts() {
  interface Shift extends PerformanceEntry {
    readonly value: number
    readonly hadRecentInput: boolean
    readonly sources?: readonly { readonly node: Node | null }[]
  }
  const seen = { shift: 0, moved: [] as string[] }
  Object.assign(window, { seen })
  const told = (node: Node | null) =>
    node instanceof Element ? `<${node.localName} class="${node.getAttribute('class')}">` : String(node?.nodeName)
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
      if (hadRecentInput) continue
      seen.shift += value
      if (value > 0.01) seen.moved.push(`${value.toFixed(3)} ${told(sources?.[0]?.node ?? null)}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

const shifted = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: { shift: number; moved: string[] } }).seen)

/** Charts and windowed lists follow the size in the next frames, on a busy machine in later ones. */
async function resize(page: Page, size: { width: number; height: number }) {
  await page.setViewportSize(size)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))))
}

/** What is so once the page has followed, and does not end the test where it is not. */
const inTheEnd = expect.configure({ soft: true, timeout: 60_000 })

/** Pixels by which the page goes beyond the screen; on the desk its main part is what scrolls. */
const sideways = (page: Page) =>
  page.evaluate(() =>
    Math.max(
      0,
      ...[document.documentElement, document.querySelector('main')].map((part) =>
        part ? part.scrollWidth - part.clientWidth : 0,
      ),
    ),
  )

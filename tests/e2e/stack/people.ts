import path from 'node:path'
import { DEMO_PASSWORD } from '@cockpit/jobs/demo/plan'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { SCREENS, WEB } from './address'

/** What the cockpit gave each person who signed in: nobody types a password twice. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()

/**
 * Signs in and opens an address: through the form, as a person does, the first time in a run, afterwards with the session that gave.
 * @param address null: nothing is opened yet
 */
export async function signIn(page: Page, username: string, address: string | null = '/'): Promise<void> {
  const known = sessions.get(username)
  if (known) await page.context().addCookies(known)
  else sessions.set(username, await signInByForm(page, username))
  if (address !== null && (known || address !== '/')) await page.goto(address)
}

/** For a test that ends its session: it gets one of its own. Leaves the page at `/`. */
export async function signInByForm(page: Page, username: string) {
  await page.goto('/sign-in')
  await page.getByTestId('sign-in-username').fill(username)
  await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD)
  await page.getByTestId('sign-in-submit').click()
  await expect(page).not.toHaveURL(/sign-in/)
  return page.context().cookies()
}

/** Signs in without a page, for a test that is not about it. Opens nothing. */
export async function signInQuietly(page: Page, username: string): Promise<void> {
  const known = sessions.get(username)
  if (known) return page.context().addCookies(known)
  const answer = await page.request.post(`${WEB}/api/auth/sign-in/username`, {
    headers: { origin: WEB },
    data: { username, password: DEMO_PASSWORD },
  })
  if (!answer.ok()) throw new Error(`${username} was not let in: ${answer.status()} ${await answer.text()}`)
  sessions.set(username, await page.context().cookies())
}

/** Another person at another machine: a browser context of their own. */
export async function someoneElse(
  browser: Browser,
  username: string,
  viewport = { width: 1440, height: 900 },
  address = '/',
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await signIn(page, username, address)
  return page
}

/** Keeps a picture of the screen for people to look at, once maps and charts have drawn their first frame. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  if (await page.locator('canvas').count()) await expect(page.locator('canvas').first()).toBeVisible()
  await page.waitForTimeout(1_000)
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`), animations: 'disabled' })
}

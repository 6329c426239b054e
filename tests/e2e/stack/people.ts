import path from 'node:path'
import { DEMO_PASSWORD } from '@cockpit/jobs/demo/plan'
import { type Browser, expect, type Page } from '@playwright/test'
import { SCREENS } from './address'

/** Signs in through the form, as a person does. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByTestId('sign-in-username').fill(username)
  await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD)
  await page.getByTestId('sign-in-submit').click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Another person at another machine: a browser context of their own. */
export async function someoneElse(
  browser: Browser,
  username: string,
  viewport = { width: 1440, height: 900 },
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await signIn(page, username)
  return page
}

/** Keeps a picture of the screen for people to look at, once maps and charts have drawn their first frame. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  if (await page.locator('canvas').count()) await expect(page.locator('canvas').first()).toBeVisible()
  await page.waitForTimeout(1_000)
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`), animations: 'disabled' })
}

import { type Browser, expect, type Page } from '@playwright/test'
import { keepScreen, someoneElse } from './people'

/** The figures on the wall, without its clock and ages. */
export const figures = (wall: Page) =>
  wall
    .locator('[data-wall="overview"]')
    .evaluate((room) => [...room.querySelectorAll('b')].map((figure) => figure.textContent).join(' '))

/** Opens the wall on a screen of this size: it shows figures and its map, and neither scrolls nor leaves an edge. Its picture is kept. */
export async function fills(browser: Browser, viewport: { width: number; height: number }): Promise<void> {
  const wall = await someoneElse(browser, 'leader', viewport, '/wall/overview')
  await expect(wall.locator('[data-wall="overview"]')).toBeVisible()
  await expect.poll(() => figures(wall)).toMatch(/\d/)
  const size = () =>
    wall.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      height: document.documentElement.scrollHeight,
    }))
  await expect.poll(size).toEqual(viewport)
  await expect(wall.locator('[data-wall="overview"] canvas').first()).toBeVisible()
  await keepScreen(wall, `wall-${viewport.width}x${viewport.height}`)
  await wall.context().close()
}

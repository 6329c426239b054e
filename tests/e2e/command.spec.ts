import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'

for (const viewport of [
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
])
  test(`the command room at ${viewport.width}x${viewport.height}: every touch target is 44 px and nothing scrolls sideways`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport)
    await signIn(page, 'commander', '/command')
    await page.getByTestId('tab-alerts').click()
    await expect(page.locator('[data-testid^="alert-"]').first()).toBeVisible()
    const small = await page.locator('button:visible, a:visible, [role="tab"]:visible').evaluateAll((targets) =>
      targets
        // The map's attribution is a licence notice; a county on it is as large as it is, and stands in the lists as well.
        .filter(
          (target) => !target.closest('.maplibregl-ctrl, .mapboxgl-ctrl, section[aria-label="进行中的任务与预警分布"]'),
        )
        .map((target) => ({ text: target.textContent?.trim() ?? '', box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 44 || box.height < 44)
        .map(({ text, box }) => `${text} ${Math.round(box.width)}x${Math.round(box.height)}`),
    )
    expect(small).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
    await keepScreen(page, `command-${viewport.width}x${viewport.height}`)
  })

import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'

test('a planner sites facilities: the result is drawn, each site has its reason, and the gap is shown', async ({
  page,
}) => {
  await signIn(page, 'planner', '/plan?view=siting')
  await page.getByTestId('siting-run').click()
  const result = page.getByTestId('siting-result')
  await expect(result).toBeVisible({ timeout: 60_000 })
  await expect(result).toContainText('%')
  await expect(page.getByTestId('siting-reasons').locator('tbody tr')).not.toHaveCount(0)
  await keepScreen(page, 'plan-siting')
})

test('who may not plan finds no planner', async ({ page }) => {
  await signIn(page, 'hospital', '/plan?view=siting')
  await expect(page.locator('body')).not.toBeEmpty()
  await expect(page.getByTestId('siting-run')).toHaveCount(0)
})

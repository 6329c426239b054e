import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'

test('every tile tells where its number comes from', async ({ page }) => {
  await signIn(page, 'leader')
  const provenance = page.getByTestId('provenance')
  // The page stands before it listens: a first click may come too early.
  await expect(async () => {
    await page.getByTestId('tile-outpatient.visits').getByTestId('provenance-open-outpatient.visits').click()
    await expect(provenance).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await expect(provenance).toContainText('visit_day')
  await keepScreen(page, 'provenance')

  // For who asks for less motion it opens at its place too.
  await page.keyboard.press('Escape')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.reload()
  await expect(async () => {
    await page.getByTestId('tile-outpatient.visits').getByTestId('provenance-open-outpatient.visits').click()
    await expect(provenance).toBeInViewport({ ratio: 1, timeout: 5_000 })
  }).toPass()
})

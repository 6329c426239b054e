import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'
import { readWorld } from './stack/world'

test('a supervisor signs in and drills from the province to one institution; the address holds the place', async ({
  page,
}) => {
  const { hospital } = await readWorld()
  await signIn(page, 'supervisor')
  await expect(page.getByTestId('demo-badge')).toBeVisible()
  const tiles = page.locator('[data-testid^="tile-"][data-state]')
  await expect(tiles).toHaveCount(10)
  await expect(page.getByTestId('tile-outpatient.visits').getByTestId('tile-value')).toHaveText(/\d/)
  await keepScreen(page, 'cockpit-province')

  await page.getByTestId('rank-row-330100').getByRole('button').click()
  await expect(page).toHaveURL(/[?&]t=330100/)
  await expect(page.getByTestId('breadcrumb')).toContainText('杭州市')
  await keepScreen(page, 'cockpit-city')

  const county = page.locator('[data-testid^="rank-row-3301"]').first()
  await expect(county).not.toHaveAttribute('data-testid', 'rank-row-330100')
  await county.getByRole('button').click()
  await expect(page).toHaveURL(/[?&]t=3301(?!00)\d\d/)
  await expect(page.getByTestId('breadcrumb').locator('li')).toHaveCount(3)
  await keepScreen(page, 'cockpit-county')

  await page.locator('[data-testid^="rank-row-DEMO-"]').first().getByRole('button').click()
  await expect(page).toHaveURL(/[?&]f=DEMO-/)
  await expect(page.getByTestId('facility-header')).toBeVisible()
  await expect(page.getByTestId('breadcrumb').locator('li')).toHaveCount(4)
  await keepScreen(page, 'cockpit-facility')

  // The link alone shows the same thing.
  await page.goto(`/?t=${hospital.id.split('-')[1]}&f=${hospital.id}`)
  await expect(page.getByTestId('facility-header')).toContainText(hospital.name)
})

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

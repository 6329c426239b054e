import { expect, test } from '@playwright/test'
import { webgl } from './stack/browser-flags'
import { keepScreen, signIn } from './stack/people'
import { readWorld } from './stack/world'

test.use({ launchOptions: webgl })

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

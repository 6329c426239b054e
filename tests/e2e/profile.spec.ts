import { expect, test } from '@playwright/test'
import { ask } from './stack/ask'
import { barriers } from './stack/barriers'
import { keepScreen, signIn } from './stack/people'
import { readWorld } from './stack/world'

test('the profile opens from the cockpit, shows the figures of the interface, and can be used by everybody', async ({
  page,
}) => {
  const { hospital, month } = await readWorld()
  const county = hospital.id.split('-')[1] ?? ''
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, 'supervisor', `/?t=${county}&f=${hospital.id}&p=${month}`)
  await page.getByTestId('facility-header').getByTestId('open-profile').click()
  await expect(page).toHaveURL(new RegExp(`/facility/${hospital.id}\\?p=${month}`))
  await expect(page.getByTestId('profile-header')).toContainText(hospital.name)
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)

  const asked = { territory: county, facility: hospital.id, period: month }
  const own = await ask(page, { ...asked, indicator: 'income.drugShare,medication.useDensity' })
  const { 'income.drugShare': drugs, 'medication.useDensity': density } = own.rows[0]?.cells ?? {}
  await expect(page.getByTestId('band-income.drugShare').locator('[data-part="value"]')).toHaveText(
    `${((drugs?.value ?? Number.NaN) * 100).toFixed(1)}%`,
  )
  await expect(page.getByTestId('band-medication.useDensity').locator('[data-part="value"]')).toContainText(
    (density?.value ?? Number.NaN).toFixed(1),
  )
  // The newest month of a process chart is the month's own figure.
  await expect(page.getByTestId('process-value-income.drugShare')).toHaveText(
    `${((drugs?.value ?? 0) * 100).toFixed(1)}%`,
  )

  const deaths = await ask(page, {
    ...asked,
    period: month.slice(0, 4),
    indicator: 'inpatient.standardisedMortality',
  })
  const cell = deaths.rows[0]?.cells['inpatient.standardisedMortality']
  await expect(page.getByTestId('mortality-sides')).toHaveText(
    `观察 ${cell?.numerator} 例 / 期望 ${Math.round((cell?.denominator ?? 0) * 100) / 100} 例`,
  )
  await keepScreen(page, 'facility-profile')

  // The mix goes into a category and back, and each step is an address.
  const first = page.getByTestId('mix-row').first().getByRole('button')
  const category = (await first.textContent()) ?? ''
  await first.click()
  await expect(page).toHaveURL(/[?&]mdc=/)
  await expect(page.getByTestId('mix-back')).toBeVisible()
  await expect(page.getByTestId('profile-mix')).toContainText(category)
  await page.goBack()
  await expect(page.getByTestId('mix-back')).toHaveCount(0)

  // The doctors of a department stand beside it for who reads cases.
  await page.getByTestId('profile-department').first().click()
  await expect(page).toHaveURL(/[?&]dep=/)
  await expect(page.getByTestId('profile-doctors').getByTestId('doctor-line').first()).toBeVisible()
  expect(await barriers(page)).toEqual([])
})

test('an institution sees the limits and itself, never another one', async ({ page }) => {
  const { hospital, neighbour } = await readWorld()
  await signIn(page, 'hospital', `/facility/${hospital.id}`)
  await expect(page.getByTestId('profile-header')).toContainText(hospital.name)
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expect(page.getByTestId('profile-quadrant')).not.toContainText(neighbour.name)
  const quadrant = page.getByTestId('profile-quadrant')
  await quadrant.getByTestId('profile-quadrant-table').click()
  await expect(quadrant.locator('tbody tr')).toHaveCount(1)
  await page.goto(`/facility/${neighbour.facility}`)
  await expect(page.getByText('该区划或机构不存在，或不在您的权限范围内。')).toBeVisible()
})

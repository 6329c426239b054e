import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'
import { readWorld } from './stack/world'

// Files run by name: this one before `imports` and `live`, whose files change the hospital's share of the month.
test('a rising drug share is followed from the province to the hospital behind it, and back step by step', async ({
  page,
}) => {
  const { hospital, month } = await readWorld()
  const county = hospital.id.split('-')[1] ?? ''
  const city = `${county.slice(0, 4)}00`
  await signIn(page, 'supervisor', `/?i=income.drugShare&p=${month}`)
  await page.getByTestId('explain-trend').click()
  await expect(page).toHaveURL(/\/explain\?/)
  const sentence = page.getByTestId('explain-sentence')
  const largest = page.getByTestId('waterfall').locator('li[data-kind="part"]').first()
  await expect(sentence).toContainText(/药占比.*(上升|下降|持平)/)

  const seen = [page.url()]
  for (const place of [city, county, hospital.id]) {
    await expect(largest).toHaveAttribute('data-testid', `step-${place}`)
    await largest.getByRole('link').click()
    await expect(page).not.toHaveURL(seen.at(-1) ?? '')
    seen.push(page.url())
  }
  // At the hospital the departments are left, and the sentence is about it alone.
  await expect(sentence).toContainText(hospital.name)
  await expect(sentence).toContainText('上升')
  await expect(page.getByTestId('explain-by')).toContainText('科室')
  await keepScreen(page, 'explain-hospital')

  for (const url of seen.slice(0, -1).reverse()) {
    await page.goBack()
    await expect(page).toHaveURL(url)
  }
  await expect(largest).toHaveAttribute('data-testid', `step-${city}`)
  await page.goBack()
  await expect(page.getByTestId('trend')).toBeVisible()
})

test('a ranking stands behind its gate: mixed tiers have none, one tier has ranks as intervals', async ({ page }) => {
  const { hospital, month } = await readWorld()
  await signIn(page, 'supervisor', `/ranking?i=income.drugShare&period=${month}&by=facility`)
  await expect(page.getByTestId('ranking-withheld')).toContainText('同级')
  await page.getByTestId('ranked-tier').getByText('二级').click()
  await expect(page).toHaveURL(/tier=secondary/)
  await expect(page.getByTestId('ranking-offered')).toBeVisible()
  await expect(page.getByTestId(`ranking-row-${hospital.id}`)).toHaveAttribute('data-ranked', '')
  await expect(page.getByTestId('limits-meaning')).toContainText('不说明')
  await keepScreen(page, 'ranking-secondary')
  await page.goBack()
  await expect(page.getByTestId('ranking-withheld')).toBeVisible()
})

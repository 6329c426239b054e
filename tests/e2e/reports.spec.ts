import fs from 'node:fs'
import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'

test('the table of a panel becomes a report, is made for its author on trial, and its file is taken', async ({
  page,
}) => {
  await signIn(page, 'supervisor', '/?t=330100&i=income.drugShare')
  const rank = page.getByTestId('rank')
  await expect(rank.locator('[data-testid^="rank-row-"]').first()).toBeVisible()
  await rank.getByTestId('export-open').click()
  await page.getByText('定时生成本表').click()
  await expect(page).toHaveURL(/\/reports\/new\?.*territory=330100/)
  // What the panel showed is chosen already: its indicator, its area, its breakdown.
  await expect(page.getByRole('main')).toContainText('药占比（不含中药饮片） · income.drugShare')
  await expect(page.getByRole('main')).toContainText('杭州市')
  await page.getByTestId('report-save').click()
  await expect(page.getByText('请填写名称。')).toBeVisible()
  await page.getByTestId('report-title').fill('演示：杭州市药占比')
  await keepScreen(page, 'report-form')
  await page.getByTestId('report-save').click()
  await expect(page).toHaveURL(/\/reports\?r=/)

  await page.getByTestId('report-try').first().click()
  await expect(page.getByTestId('run-state').first()).toHaveAttribute('data-state', /made|sent/)
  await keepScreen(page, 'report-run')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('run-take').first().click()])
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
  expect(
    fs
      .readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

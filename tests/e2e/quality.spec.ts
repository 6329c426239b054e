import fs from 'node:fs'
import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'
import { readWorld } from './stack/world'

test('from the league to one institution, to its file and to the rows that came back', async ({ page }) => {
  await signIn(page, 'supervisor', '/quality')
  await expect(page.getByTestId('gauge-quality.validity')).toContainText(/\d/)
  await page.getByText('医疗机构', { exact: true }).click()
  await page.getByRole('combobox', { name: '显示' }).click()
  await page.locator('.ant-select-item-option', { hasText: '规范率' }).click()
  const worst = page.locator('tr[data-testid^="league-DEMO-"]').first()
  await expect(worst.locator('td').first()).toHaveText('1')
  const name = await worst.getByRole('link').innerText()
  await worst.getByRole('link').click()
  await expect(page).toHaveURL(/\/quality\/facility\/DEMO-/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)

  const files = page.getByTestId('facility-files')
  const file = files.getByTestId('quality-file').filter({ hasText: '下载退回行' }).first()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    file.getByRole('link', { name: '下载退回行' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^rejects-.*\.csv$/)
  const text = fs.readFileSync(await download.path(), 'utf8')
  expect(text.split('\n')[0]).toContain('_reason')
  await keepScreen(page, 'quality-facility')
})

test('a reminder becomes one task, and a second one is told that there is one', async ({ page }) => {
  await signIn(page, 'supervisor', null)
  const remind = async () => {
    await page.goto('/quality')
    await page.getByRole('tab', { name: '停报与迟报' }).click()
    const row = page.getByTestId('silent-row').first()
    await row.getByRole('checkbox').check()
    const name = await row.getByRole('link').first().innerText()
    const table = await row.locator('td').nth(2).innerText()
    await page.getByTestId('remind').click()
    await page.getByTestId('remind-send').click()
    return { name, table, outcome: page.getByTestId('remind-outcomes').locator('li') }
  }
  const first = await remind()
  await expect(first.outcome).toHaveAttribute('data-outcome', 'sent')
  await first.outcome.getByRole('link').click()
  await expect(page).toHaveURL(/\/tasks\//)
  await expect(page.locator('main')).toContainText('催报')
  await expect(page.locator('main')).toContainText(first.name)

  const second = await remind()
  expect([second.name, second.table]).toEqual([first.name, first.table])
  await expect(second.outcome).toHaveAttribute('data-outcome', 'repeated')
})

test('the data catalogue shows six classes, what each city claims, and three shares against 80 %', async ({ page }) => {
  await signIn(page, 'supervisor', '/quality/catalogue')
  const gauges = page.getByTestId('catalogue-gauges').locator('section')
  for (const [at, name] of ['机构可共享', '居民可调阅', '管理者可实时监控'].entries()) {
    await expect(gauges.nth(at)).toContainText(name)
    await expect(gauges.nth(at)).toContainText(/[▼■] .*≥ 80%/)
  }
  await expect(gauges.nth(3)).toContainText('124 ÷ 4,370')
  const classes = page.getByTestId('catalogue-classes').locator('tbody tr.ant-table-row')
  await expect(classes).toHaveCount(6)
  const registered = await classes.locator('td:nth-child(2)').allInnerTexts()
  expect(registered.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)).toBe(4370)
  const claims = page.getByTestId('catalogue-cities').locator('tbody tr.ant-table-row')
  await expect(claims.filter({ hasText: '市' }).first()).toContainText('%')
  await keepScreen(page, 'data-catalogue')
})

test('a county sees the quality, the files and the names of its own institutions and of nobody else’s', async ({
  page,
}) => {
  const { county, neighbour } = await readWorld()
  await signIn(page, 'county', '/quality')
  await expect(page.locator(`tr[data-testid^="league-DEMO-${county}"]`).first()).toBeVisible()
  await expect(page.locator(`tr[data-testid^="league-"]:not([data-testid^="league-DEMO-${county}"])`)).toHaveCount(0)
  await page.getByRole('tab', { name: '机构 × 数据表' }).click()
  await expect(page.locator(`tr[data-testid^="matrix-DEMO-${county}"]`).first()).toBeVisible()
  await expect(page.locator(`tr[data-testid^="matrix-"]:not([data-testid^="matrix-DEMO-${county}"])`)).toHaveCount(0)
  for (const address of ['/quality', '/quality/table/visit_day', '/quality/catalogue', '/imports', '/institutions']) {
    await page.goto(`${address}?t=${neighbour.code}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expect(page.locator('body')).not.toContainText(neighbour.name)
  }
  await page.goto(`/quality/facility/${neighbour.facility}`)
  await expect(page.getByRole('alert').filter({ hasText: '权限范围' })).toBeVisible()
  // Files hold rows of every county: who sees one county sees none but those sent by its own hand.
  await page.goto('/imports')
  await expect(page.getByText('没有您可以查看的导入记录。')).toBeVisible()
})

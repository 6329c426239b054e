import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'

test('an indicator is found by its initials, read with its versions, uses and sample, and the catalogue goes out as two files', async ({
  page,
}) => {
  await signIn(page, 'supervisor', '/catalogue')
  const listed = page.locator('nav a[data-testid^="catalogue-"]')
  await expect(page.getByTestId('catalogue-income.total')).toBeAttached()
  const all = await listed.count()
  expect(all).toBeGreaterThanOrEqual(90)

  // 药占比 by the initials of its name; then the arrow key walks into the list.
  await page.getByTestId('catalogue-search').locator('input').fill('yzb')
  const drugShare = page.getByTestId('catalogue-income.drugShare')
  await expect(drugShare).toBeVisible()
  await expect(listed).not.toHaveCount(all)
  await expect(page).toHaveURL(/[?&]q=yzb/)
  await drugShare.click()
  await expect(page).toHaveURL(/[?&]i=income\.drugShare/)

  const definition = page.getByTestId('entry-definition')
  for (const said of ['药品', '÷', '财务处', '科室'])
    await expect(page.getByTestId('catalogue-detail')).toContainText(said)
  await expect(definition).toContainText('%')

  // Old months under either version: the two do not count the same.
  const versions = page.getByTestId('entry-versions')
  await expect(versions.locator('li')).toHaveCount(2)
  await expect(versions.locator('li b')).toHaveCount(2)
  const [now, before] = await versions.locator('li b').allTextContents()
  expect(now).toMatch(/^\d+\.\d%$/)
  expect(before).not.toBe(now)

  await expect(page.getByTestId('entry-uses')).toContainText('门急诊与收入')
  await expect(page.getByTestId('entry-uses')).toContainText('级')
  const lineage = page.getByTestId('entry-lineage')
  await expect(lineage.locator('a[href="/quality/table/visit_day"]')).toBeVisible()
  await expect(page.getByTestId('sample-value')).toHaveAttribute('data-state', 'shown')
  await expect(page.getByTestId('entry-sample')).toContainText('演示数据')
  await keepScreen(page, 'catalogue-entry')

  const take = async (button: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(button).click()])
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
  }
  const json = await take('export-json')
  expect(json.name).toBe('catalogue.json')
  const text = json.bytes.toString('utf8')
  const { indicators } = JSON.parse(text) as { indicators: Record<string, unknown>[] }
  expect(indicators).toHaveLength(all)
  expect(text).toContain('income.drugShare')
  const workbook = await take('export-xlsx')
  expect(workbook.name).toBe('catalogue.xlsx')
  expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK')
  expect(workbook.bytes.length).toBeGreaterThan(10_000)

  // Back: what was chosen can be gone back from, what was typed stays.
  await page.goBack()
  await expect(page).not.toHaveURL(/[?&]i=/)
  await expect(page.getByTestId('catalogue-search').locator('input')).toHaveValue('yzb')
})

import { expect, test } from '@playwright/test'
import { keepScreen, signIn, someoneElse } from './stack/people'

test('a new wording is drafted, run over the history with its planted story found, and let stand by another administrator', async ({
  page,
  browser,
}) => {
  await signIn(page, 'sysadmin', '/rules')
  await page.getByTestId('rule-cost-index-high').click()
  await page.getByTestId('edit').click()
  await page.getByLabel('限值', { exact: true }).fill('1.25')
  await page.getByLabel('变更理由').fill('与上级口径一致')
  await page.getByTestId('save-draft').click()
  const draft = page.getByTestId('draft')
  await expect(draft).toContainText('v1')
  await draft.getByTestId('backtest-draft').click()
  const result = page.getByTestId('backtest-result')
  await expect(result).toContainText('演示：费用与时间消耗指数偏高')
  await expect(result.getByText('发现', { exact: true }).first()).toBeVisible()
  await expect(result).toContainText('各参数的影响')
  await keepScreen(page, 'rule-backtest')
  // Who proposed it may look at it, and not let it stand.
  await expect(draft.getByTestId('publish')).toBeDisabled()

  const other = await someoneElse(browser, 'ruleadmin', undefined, '/rules/cost-index-high')
  await other.getByTestId('publish').click()
  await expect(other.getByTestId('draft')).toHaveCount(0)
  await expect(other.getByTestId('versions')).toContainText('已生效')
  await keepScreen(other, 'rule-published')
  await other.context().close()
})

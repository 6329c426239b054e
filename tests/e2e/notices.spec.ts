import { expect, test } from '@playwright/test'
import { WEB } from './stack/address'
import { keepScreen, signIn, someoneElse } from './stack/people'

test('alerts are taken up by key and reason, the inbox leads to them, and only the audit administrator sees who did it', async ({
  page,
  browser,
}) => {
  await signIn(page, 'supervisor', '/alerts?l=III,IV')
  const rows = page.getByTestId('alert-row')
  await expect(rows.first()).toBeVisible()
  await keepScreen(page, 'alerts')
  // The newest of the list, so that the other tests' alerts are left alone.
  const last = rows.last()
  const name = (await last.getByRole('link').innerText()).trim()
  await last.getByRole('checkbox').check()
  await page.keyboard.press('a')
  await page.getByTestId('act-note').fill('已联系该机构核对数据。')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /确\s*认/ })
    .click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(last.getByTestId('alert-state')).toHaveText('已确认')
  await last.getByRole('link').click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await expect(page.getByTestId('alert-history')).toContainText('已联系该机构核对数据。')
  await keepScreen(page, 'alert-history')

  await page.getByTestId('notice-bell').click()
  await expect(page.getByTestId('notice').filter({ hasText: '新预警' }).first()).toBeVisible()
  await keepScreen(page, 'notices')
  // The same notices, told before, in the language the screen has now.
  const speak = (locale: string) => page.context().addCookies([{ name: 'cockpit-locale', value: locale, url: WEB }])
  await speak('en')
  await page.reload()
  await expect(page.getByTestId('notice').filter({ hasText: 'New alert: ' }).first()).toBeVisible()
  await expect(page.getByTestId('notice').filter({ hasText: '新预警' })).toHaveCount(0)
  await speak('zh-CN')
  await page.goto('/audit')
  await expect(page.getByTestId('audit-row')).toHaveCount(0)
  await expect(page.getByTestId('check-chain')).toHaveCount(0)

  const auditor = await someoneElse(browser, 'auditor', undefined, '/audit?c=alert.acknowledge')
  await expect(auditor.getByTestId('audit-row').first()).toContainText('已联系该机构核对数据。')
  await auditor.getByTestId('check-chain').click()
  await expect(auditor.getByTestId('chain-verdict')).toContainText('审计链完整')
  await keepScreen(auditor, 'audit')
  await auditor.context().close()
})

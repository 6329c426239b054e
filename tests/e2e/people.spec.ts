import { type Browser, expect, type Page, test } from '@playwright/test'
import { keepScreen, signIn, someoneElse } from './stack/people'

/** A browser of somebody's own, on the sign-in page. */
async function atTheDoor(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  return context.newPage()
}

async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/sign-in?next=/password')
  await page.getByTestId('sign-in-username').fill(username)
  await page.getByTestId('sign-in-password').fill(password)
  await page.getByTestId('sign-in-submit').click()
}

test('an account is made, given a grant by another administrator, used, given an own password, and shut: out at once', async ({
  page,
  browser,
}) => {
  const username = `e2e.${Date.now()}`
  const row = `person-${username}`
  await signIn(page, 'sysadmin', '/admin/people')
  // Another administrator's password is not offered where it would be refused.
  await expect(page.getByTestId('person-auditor')).toContainText('密码在命令行设置')
  await expect(page.getByTestId('person-auditor').getByTestId('do-password')).toHaveCount(0)
  await expect(page.getByTestId('person-leader').getByTestId('do-password')).toBeVisible()
  await page.getByTestId('new-person').click()
  await page.getByTestId('username').fill('sysadmin')
  await page.getByTestId('name').fill('演示·新同事')
  await page.getByTestId('make-password').click()
  const first = await page.getByTestId('password').inputValue()
  await page.getByTestId('submit').click()
  await expect(page.getByTestId('problem')).toHaveText('这个用户名已有人使用。')
  await page.getByTestId('username').fill(username)
  await page.getByTestId('submit').click()
  await expect(page.getByTestId('handover-password')).toHaveValue(first)
  await page.getByTestId('done').click()
  await expect(page.getByTestId(row)).toContainText('无授权')
  await expect(page.getByTestId(row).getByTestId('do-grants')).toHaveCount(0)

  const security = await someoneElse(browser, 'secadmin', undefined, `/admin/people?q=${username}`)
  await security.getByTestId(row).getByTestId('do-grants').click()
  await security.getByTestId('add-grant').click()
  await security.getByTestId('look').click()
  await expect(security.getByRole('dialog')).toContainText('没有选地点')
  await security.getByLabel('输入机构或区划名称、编码').fill('330100')
  await security.getByTitle(/区划/).first().click()
  await security.getByTestId('look').click()
  await expect(security.getByTestId('change')).toContainText(/将授予.*监管人员 · .+ · 机构数据/)
  await keepScreen(security, 'people-grants')
  await security.getByTestId('give').click()
  await expect(security.getByTestId(row)).toContainText('监管人员')
  await security.context().close()

  const person = await atTheDoor(browser)
  await enter(person, username, first)
  await expect(person.getByText('实时', { exact: true })).toBeVisible()
  await person.getByTestId('own-present').fill(`${first}x`)
  await person.getByTestId('own-password').fill('一个新的密码 8')
  await person.getByTestId('own-repeat').fill('一个新的密码 8')
  await person.getByTestId('own-submit').click()
  await expect(person.getByTestId('own-problem')).toHaveText('原密码不正确。')
  await person.getByTestId('own-present').fill(first)
  await person.getByTestId('own-submit').click()
  await expect(person.getByTestId('own-done')).toBeVisible()
  const again = await atTheDoor(browser)
  await enter(again, username, first)
  await expect(again.getByTestId('sign-in-error')).toContainText('不正确')

  await page.getByTestId(row).getByTestId('do-shut').click()
  await page.getByTestId('submit').click()
  await expect(page.getByTestId(row).getByTestId('person-state')).toHaveText('已停用')
  await keepScreen(page, 'people')
  await person.goto('/alerts')
  await expect(person).toHaveURL(/sign-in/)
  await enter(person, username, '一个新的密码 8')
  await expect(person.getByTestId('sign-in-error')).toContainText('已停用')
  await again.context().close()
  await person.context().close()
})

import { expect, type Page, test } from '@playwright/test'
import { keepScreen, signIn, someoneElse } from './stack/people'
import { readWorld } from './stack/world'

const confirmButton = (page: Page) => page.getByTestId('event-give')

async function act(page: Page, command: string, note: string, level?: string): Promise<void> {
  await page.getByTestId(`event-${command}`).click()
  if (level) {
    await page.getByTestId('event-level').click()
    await page.getByTitle(level, { exact: true }).click()
  }
  await page.getByTestId('event-note').fill(note)
  await confirmButton(page).click()
  await expect(confirmButton(page)).toHaveCount(0)
}

test('an institution files an event, another person confirms it, it is raised and lowered, and its steps go up the chain', async ({
  page,
  browser,
}) => {
  const { hospital } = await readWorld()
  await signIn(page, 'hospital', '/events/new')
  await page.getByTestId('event-send').click()
  // An empty form says what is missing, and sends nothing.
  await expect(page.getByTestId('problem-title')).toBeVisible()
  await page.getByTestId('event-title').fill('演示：某工厂多名工人头晕')
  await page.getByTestId('event-kind').click()
  await page.getByTitle('职业中毒', { exact: true }).click()
  await page.getByTestId('event-place').fill('演示街道演示车间')
  await page.getByTestId('event-affected').fill('34')
  await page.getByTestId('event-description').fill('换班后两小时内陆续头晕，已停产、通风、采样。')
  await page.getByTestId('event-send').click()
  await expect(page).toHaveURL(/\/events\/[0-9a-f-]{36}$/)
  await expect(page.getByTestId('event-state')).toHaveText('待核实')
  // The county has it from this moment; the next steps have their two hours.
  await expect(page.getByTestId('step-county')).toHaveAttribute('data-state', /done/)
  await expect(page.getByTestId('step-countyGovernment')).toHaveAttribute('data-state', 'running')
  await expect(page.getByTestId('event-confirm')).toHaveCount(0)

  const duty = await someoneElse(browser, 'supervisor', undefined, '/events')
  await duty.getByTestId('event-row').filter({ hasText: '某工厂多名工人头晕' }).first().click()
  await expect(duty.getByText(hospital.name).first()).toBeVisible()
  await act(duty, 'confirm', '疾控现场核实，病例定义符合。', 'III 级 较大')
  await expect(duty.getByTestId('event-state')).toHaveText('已核实')
  await act(duty, 'raise', '病例增至 120 人，跨两个车间。', 'II 级 重大')
  await expect(duty.getByText('II 级 重大').first()).toBeVisible()
  await act(duty, 'lower', '复核后病例减少。', 'III 级 较大')
  // The page as it stands after the last change: a step recorded from an older one is refused.
  await duty.reload()
  await duty.getByTestId('send-countyGovernment').click()
  await duty.getByTestId('step-receiver').fill('县政府总值班室')
  await duty.getByTestId('step-save').click()
  await expect(duty.getByTestId('step-countyGovernment')).toHaveAttribute('data-state', 'done')
  await keepScreen(duty, 'event-chain')

  // The reporter sees how it goes on, and does not decide it.
  await page.reload()
  await expect(page.getByTestId('event-state')).toHaveText('已核实')
  for (const command of ['raise', 'lower', 'grade', 'dismiss'])
    await expect(page.getByTestId(`event-${command}`)).toHaveCount(0)
  await duty.context().close()
})

test('急 is asked for by one and approved by another, stands on every screen at once, and ends by two', async ({
  page,
  browser,
}) => {
  const { neighbour } = await readWorld()
  await signIn(page, 'commander', '/events/posture')
  await page.getByTestId('posture-area').click()
  await page.keyboard.type(neighbour.name)
  await page.getByTitle(neighbour.name, { exact: true }).click()
  await page.getByTestId('posture-reason').fill('演示：汛期医疗救援')
  await page.getByTestId('posture-send').click()
  const own = page.locator('[data-testid^="posture-"]', { has: page.getByTestId('posture-state') }).first()
  await expect(own.getByTestId('posture-state')).toHaveText('待批准')
  await expect(page.getByTestId('posture-approve')).toHaveCount(0)
  await expect(page.getByTestId('posture-banner')).toHaveCount(0)

  const leader = await someoneElse(browser, 'leader', undefined, '/events/posture')
  await leader.getByTestId('posture-approve').first().click()
  await expect(leader.getByTestId('posture-state').first()).toHaveText('生效中')

  // Whoever opens a page now has the banner in the page itself: nothing moves when its queries answer.
  const other = await someoneElse(browser, 'supervisor', undefined, null as never)
  const html = await (await other.request.get('/tasks')).text()
  expect(html).toContain('汛期医疗救援')
  await other.goto('/tasks')
  await expect(other.getByTestId('posture-banner')).toContainText(neighbour.name)
  await keepScreen(other, 'posture-banner')
  await other.goto('/command')
  await expect(other.getByTestId('posture-banner')).toContainText('汛期医疗救援')
  await other.context().close()

  await page.reload()
  await page.getByTestId('posture-note').first().fill('演示：转移病人 12 名，无滞留；应提前备血。')
  await page.getByTestId('posture-askEnd').first().click()
  await expect(page.getByText('已申请终止，待另一人批准')).toBeVisible()
  await expect(page.getByTestId('posture-approveEnd')).toHaveCount(0)
  await leader.reload()
  await leader.getByTestId('posture-approveEnd').first().click()
  await expect(leader.getByTestId('posture-state').first()).toHaveText('已终止')
  await leader.goto('/tasks')
  await expect(leader.getByTestId('posture-banner')).toHaveCount(0)
  await leader.context().close()
})

import { expect, test } from '@playwright/test'
import { keepScreen, signIn, someoneElse } from './stack/people'
import { readWorld } from './stack/world'

const TABLET = { width: 1024, height: 768 }
// The smallest picture there is: one grey pixel as PNG.
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

test('an alert becomes a task, the institution signs and feeds back with a picture, another person closes it', async ({
  page,
  browser,
}) => {
  const { hospital } = await readWorld()
  await page.setViewportSize(TABLET)
  await signIn(page, 'supervisor', '/command')
  await page.getByTestId('tab-alerts').click()
  const alert = page.locator('[data-testid^="alert-"]', { hasText: '药占比' }).filter({ hasText: hospital.name })
  await expect(alert).toHaveCount(1)
  await keepScreen(page, 'command-alerts')
  await alert.getByTestId('do-dispatch').click()
  await expect(page.getByRole('dialog').getByText(hospital.name).first()).toBeVisible()
  await keepScreen(page, 'command-dispatch')
  await page.getByRole('dialog').getByTestId('submit').click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(alert).toHaveCount(0)

  const institution = await someoneElse(browser, 'hospital', TABLET, '/command')
  const task = institution.locator('[data-testid^="task-"]', { hasText: '药占比' })
  await institution.getByTestId('tab-toSign').click()
  await task.getByTestId('do-sign').click()
  await institution.getByTestId('tab-toHandle').click()
  await task.getByTestId('do-feedBack').click()
  await institution.getByTestId('note').fill('已核对药品收入口径，调整了两个科室的用药目录。')
  await institution.getByTestId('photo').setInputFiles({ name: 'evidence.png', mimeType: 'image/png', buffer: PHOTO })
  await keepScreen(institution, 'command-feedback')
  await institution.getByRole('dialog').getByTestId('submit').click()
  await expect(institution.getByRole('dialog')).toHaveCount(0)

  // Who dispatched it may not close it.
  await page.getByTestId('tab-toReview').click()
  const own = page.locator('[data-testid^="task-"]', { hasText: '药占比' })
  await expect(own.getByTestId('do-close')).toHaveCount(0)

  const reviewer = await someoneElse(browser, 'reviewer', TABLET, '/command')
  await reviewer.getByTestId('tab-toReview').click()
  const fedBack = reviewer.locator('[data-testid^="task-"]', { hasText: '药占比' })
  await expect(fedBack).toContainText('已核对药品收入口径')
  const id = (await fedBack.getAttribute('data-testid'))?.replace('task-', '')
  await fedBack.getByTestId('do-close').click()
  await reviewer.getByTestId('note').fill('证据充分，同意办结。')
  await reviewer.getByRole('dialog').getByTestId('submit').click()
  await expect(fedBack).toHaveCount(0)
  await keepScreen(reviewer, 'command-closed')

  // Approved is not closed: the task waits for the indicator, and its page says which of the three is missing.
  await reviewer.goto(`/tasks/${id}`)
  await expect(reviewer.getByTestId('task-state')).toHaveText('待指标恢复')
  const condition = (name: string) => reviewer.locator(`[data-testid="task-closure"] [data-condition="${name}"]`)
  for (const met of ['evidence', 'approval']) await expect(condition(met)).toHaveAttribute('data-met', 'true')
  await expect(condition('recovery')).toHaveAttribute('data-met', 'false')
  await keepScreen(reviewer, 'task-verifying')
  for (const other of [institution, reviewer]) await other.context().close()
})

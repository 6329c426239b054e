import { expect, test } from '@playwright/test'
import { keepScreen, signIn, someoneElse } from './stack/people'
import { readWorld } from './stack/world'

const MORTALITY = 'inpatient.mortality'

test('a supervisor goes from a number to its cases and one of them; who may not gets nothing', async ({
  page,
  browser,
}) => {
  await signIn(page, 'supervisor', `/cases?i=${MORTALITY}&list=all`)
  const lines = page.getByTestId('case-line')
  await expect(lines.first()).toBeVisible()
  await expect(page.getByTestId('cases-sum')).toContainText('演示数据')
  // However long the list is, only what the window shows is drawn.
  expect(await lines.count()).toBeLessThan(80)
  const total = Number(await page.getByTestId('cases-table').getAttribute('aria-rowcount')) - 1
  expect(total).toBeGreaterThan(100)
  await keepScreen(page, 'cases')
  await page.getByTestId('cases-table').evaluate((box) => box.scrollTo({ top: box.scrollHeight }))
  await expect(page.locator(`[aria-rowindex="${total + 1}"][data-testid="case-line"]`)).toBeVisible()

  await lines.last().getByRole('button').click()
  await expect(page.getByTestId('case-one')).toContainText('全部出院病案首页')
  await keepScreen(page, 'case-one')
  await page.keyboard.press('Escape')

  await page.getByTestId('cases-export').click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('CSV', { exact: true }).click()])
  expect(download.suggestedFilename()).toMatch(/^演示数据-cases-.*\.csv$/)

  // From the facility to a department, to one of its doctors, to the doctor's cases: each step is an address.
  const { hospital, month } = await readWorld()
  await page.goto(
    `/cases?t=${hospital.id.split('-')[1]}&f=${hospital.id}&p=${month.slice(0, 4)}&i=${MORTALITY}&list=all`,
  )
  await page.getByRole('navigation', { name: '科室' }).getByRole('button').nth(1).click()
  await expect(page.getByTestId('doctors-gate')).toContainText('不排名次')
  const doctor = page
    .getByTestId('doctor-line')
    .getByRole('button', { name: /^医师 A-[0-9A-Z]{5}$/ })
    .first()
  const label = ((await doctor.textContent()) ?? '').replace('医师 ', '')
  await keepScreen(page, 'doctors')
  await doctor.click()
  await expect(page).toHaveURL(/[?&]doc=/)
  await expect(lines.first()).toContainText(label)
  await expect(lines.filter({ hasNotText: label })).toHaveCount(0)
  await page.goBack()
  await expect(page).not.toHaveURL(/[?&]doc=/)

  // The page is none for paper: it shows a window of a list.
  const paper = await page.request.get('/api/export/page?path=%2Fcases%3Flist%3Dall')
  expect([422, 501]).toContain(paper.status())

  const leader = await someoneElse(browser, 'leader', { width: 1366, height: 768 }, '/cases?list=all')
  await expect(leader.getByText('您的授权不包含这里的数值').first()).toBeVisible()
  await expect(leader.getByTestId('case-line')).toHaveCount(0)
  const file = await leader.request.get(
    '/api/export/cases?territory=330000&from=2020-01-01&to=2030-01-01&list=all&format=csv',
  )
  expect(file.status()).toBe(403)
  await leader.context().close()
})

test('a note stands on the trend, and the page goes on paper whole', async ({ page }) => {
  await signIn(page, 'supervisor', `/?i=${MORTALITY}`)
  const trend = page.getByTestId('trend')
  await expect(trend.locator('svg path').first()).toBeVisible()
  await expect(async () => {
    await trend.getByTestId('notes-open').click()
    await expect(page.getByTestId('note-add')).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await page.getByTestId('note-add').click()
  await page.getByTestId('note-text').fill('演示：某政策开始实施')
  await page.getByTestId('note-save').click()
  await expect(page.getByTestId('notes')).toContainText('演示：某政策开始实施')
  await keepScreen(page, 'note-on-trend')

  // On paper the frame and the buttons fall away, and nothing is left to scroll to.
  await page.emulateMedia({ media: 'print' })
  for (const away of ['notice-bell', 'tree-330000', 'export-open'])
    await expect(page.getByTestId(away).first()).toBeHidden()
  await expect(trend).toBeVisible()
  expect(await page.locator('#main').evaluate((main) => getComputedStyle(main).overflowY)).toBe('visible')
  await page.emulateMedia({ media: 'screen' })

  const answer = await page.request.get('/api/export/page?path=%2F', { timeout: 120_000 })
  if (answer.status() === 501) console.log('The server has no Chromium: the page on paper was not looked at.')
  else {
    expect(answer.status()).toBe(200)
    expect(answer.headers()['content-type']).toBe('application/pdf')
    expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
  }
})

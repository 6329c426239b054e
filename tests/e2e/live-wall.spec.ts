import { expect, type Page, test } from '@playwright/test'
import { keepScreen, signIn, someoneElse } from './stack/people'
import { readWorld } from './stack/world'

const HEADER = [
  'facility_id,department,visit_date,outpatient_visits,emergency_visits,checkup_visits,appointment_visits',
  'outpatient_income,inpatient_income,outpatient_drug_income,drug_income,herbal_income,material_income,exam_income,lab_income',
].join(',')

/** The figures on the wall, without its clock and ages. */
const figures = (wall: Page) =>
  wall
    .locator('[data-wall="overview"]')
    .evaluate((room) => [...room.querySelectorAll('b')].map((figure) => figure.textContent).join(' '))

test('a file is imported through the page and the open wall shows other numbers, without a reload', async ({
  page,
  browser,
}) => {
  const { hospital, month } = await readWorld()
  const wall = await someoneElse(browser, 'leader', { width: 1920, height: 1080 })
  await wall.goto('/wall/overview')
  await expect(wall.locator('[data-wall="overview"]')).toBeVisible()
  await expect.poll(() => figures(wall)).toMatch(/\d/)
  // A mark in the page's memory: a reload would lose it.
  await wall.evaluate(() => Object.assign(window, { stillTheSamePage: true }))
  const before = await figures(wall)
  await keepScreen(wall, 'wall-before')

  const days = Array.from({ length: 28 }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`)
  const rows = days.map(
    (day) => `${hospital.id},补报科,${day},90000,9000,100,5000,9000000,9000000,500000,900000,1000,600000,700000,800000`,
  )
  await signIn(page, 'supervisor')
  await page.goto('/imports')
  // The list of tables is long and shows only what is in view: it is searched.
  await page.getByTestId('import-table').click()
  await page.keyboard.type('visit_day')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('import-table')).toContainText('visit_day')
  await page.getByTestId('import-upload').setInputFiles({
    name: 'supplement.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${[HEADER, ...rows].join('\n')}\n`),
  })
  await expect(page.getByTestId('import-chosen')).toHaveAttribute('data-state', 'readable')
  await page.getByTestId('import-send').click()
  await expect(page.getByTestId('import-status')).toHaveAttribute('data-state', 'taken')
  await expect.poll(() => figures(wall), { timeout: 30_000 }).not.toBe(before)
  expect(await wall.evaluate(() => 'stillTheSamePage' in window)).toBe(true)
  await keepScreen(wall, 'wall-after')
  await keepScreen(page, 'imports')
  await wall.context().close()
})

for (const [name, viewport] of Object.entries({
  '1920x1080': { width: 1920, height: 1080 },
  '3840x2160': { width: 3840, height: 2160 },
  '5760x1080': { width: 5760, height: 1080 },
}))
  test(`the wall fills ${name} without scrolling`, async ({ browser }) => {
    const wall = await someoneElse(browser, 'leader', viewport)
    await wall.goto('/wall/overview')
    await expect(wall.locator('[data-wall="overview"]')).toBeVisible()
    await expect.poll(() => figures(wall)).toMatch(/\d/)
    const size = await wall.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      height: document.documentElement.scrollHeight,
    }))
    expect(size).toEqual(viewport)
    await expect(wall.locator('[data-wall="overview"] canvas').first()).toBeVisible()
    await keepScreen(wall, `wall-${name}`)
    await wall.context().close()
  })

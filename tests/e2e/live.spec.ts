import { expect, test } from '@playwright/test'
import { keepScreen, signIn, someoneElse } from './stack/people'
import { chooseFile, visitFile } from './stack/send'
import { figures } from './stack/wall'
import { readWorld } from './stack/world'

test('a file is imported through the page and the open wall shows other numbers, without a reload', async ({
  page,
  browser,
}) => {
  const { hospital, month } = await readWorld()
  const wall = await someoneElse(browser, 'leader', { width: 1920, height: 1080 }, '/wall/overview')
  await expect(wall.locator('[data-wall="overview"]')).toBeVisible()
  await expect.poll(() => figures(wall)).toMatch(/\d/)
  // A mark in the page's memory: a reload would lose it.
  await wall.evaluate(() => Object.assign(window, { stillTheSamePage: true }))
  const before = await figures(wall)
  await keepScreen(wall, 'wall-before')

  const days = Array.from({ length: 28 }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`)
  const figures90k = '90000,9000,100,5000,9000000,9000000,500000,900000,1000,600000,700000,800000'
  const rows = days.map((day) => ({ facility: hospital.id, department: '补报科', day, figures: figures90k }))
  await signIn(page, 'supervisor', null)
  await chooseFile(page, 'visit_day', 'supplement.csv', visitFile(rows))
  await page.getByTestId('import-send').click()
  await expect(page.getByTestId('import-status')).toHaveAttribute('data-state', 'taken')
  await expect.poll(() => figures(wall)).not.toBe(before)
  expect(await wall.evaluate(() => 'stillTheSamePage' in window)).toBe(true)
  await keepScreen(wall, 'wall-after')
  await keepScreen(page, 'imports')
  await wall.context().close()
})

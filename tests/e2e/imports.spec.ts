import { expect, type Page, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'
import { chooseFile, sendChosen, visitFile } from './stack/send'
import { readWorld } from './stack/world'

/** What no institution can have counted. */
const BELOW_ZERO = '-7,90,1,50,90000,90000,5000,9000,10,6000,7000,8000'

/** How many imports the person sees. */
async function importsOf(page: Page): Promise<number> {
  const input = encodeURIComponent(JSON.stringify({ json: { limit: 1 } }))
  const response = await page.request.get(`/api/trpc/imports.list?input=${input}`)
  const { result } = await response.json()
  return result.data.json.total
}

test('a preview shows what is wrong with a file, and nothing has changed when it is left', async ({ page }) => {
  const { hospital, month } = await readWorld()
  await signIn(page, 'supervisor', '/imports')
  const before = await importsOf(page)
  const text = visitFile([
    { facility: hospital.id, department: '预览科', day: `${month}-03` },
    { facility: hospital.id, department: '预览科', day: '三月五日' },
    { facility: hospital.id, department: '预览科', day: `${month}-05`, figures: BELOW_ZERO },
  ])
  await chooseFile(page, 'visit_day', 'preview.csv', text)
  const preview = page.getByTestId('import-preview')
  await expect(preview).toContainText('UTF-8')
  await expect(preview).toContainText('其中 2 行会被退回')
  await expect(page.getByTestId('import-problems').locator('li')).toHaveCount(2)
  await expect(preview.locator('td[data-problem]').first()).toContainText('三月五日')
  await keepScreen(page, 'import-preview')
  await page.getByRole('button', { name: '不发送' }).click()
  await expect(page.getByTestId('import-chosen')).toHaveCount(0)
  expect(await importsOf(page)).toBe(before)
})

test('a name decided once is known ever after', async ({ page }) => {
  const { hospital, month } = await readWorld()
  // As it stands on a letterhead, and not in the register.
  const messy = `浙江 ${hospital.name}（总院）`
  const file = (department: string) => visitFile([{ facility: messy, department, day: `${month}-07` }])
  await signIn(page, 'supervisor', null)
  await chooseFile(page, 'visit_day', 'letterhead-1.csv', file('名称一科'))
  await sendChosen(page, 'letterhead-1.csv')
  await expect(page.getByTestId('import-sent')).toContainText('入库 0 行，退回 1 行')

  await page.goto('/institutions')
  const name = page.getByTestId('sent-name').filter({ hasText: messy })
  await name.getByTestId(`candidate-${hospital.id}`).click()
  await keepScreen(page, 'institution-candidates')
  await name.getByTestId('match').click()
  await expect(name).toHaveCount(0)

  await chooseFile(page, 'visit_day', 'letterhead-2.csv', file('名称二科'))
  await sendChosen(page, 'letterhead-2.csv')
  await expect(page.getByTestId('import-sent')).toContainText('入库 1 行，退回 0 行')

  await page.goto('/institutions')
  await page.getByText('已匹配', { exact: true }).click()
  const decided = page.getByTestId('sent-name').filter({ hasText: messy })
  await expect(decided).toContainText(hospital.name)
})

test('a file tells which later file corrected and replaced its rows, and why they came back', async ({ page }) => {
  const { hospital, month } = await readWorld()
  const file = (figures?: string) =>
    visitFile([
      { facility: hospital.id, department: '更正科', day: `${month}-10` },
      { facility: hospital.id, department: '更正科', day: `${month}-11`, ...(figures ? { figures } : {}) },
    ])
  await signIn(page, 'supervisor', null)
  await chooseFile(page, 'visit_day', 'first.csv', file(BELOW_ZERO))
  await sendChosen(page, 'first.csv')
  await chooseFile(page, 'visit_day', 'second.csv', file())
  await sendChosen(page, 'second.csv')
  const row = page.getByTestId('import-row').filter({ has: page.getByRole('link', { name: 'first.csv', exact: true }) })
  await row.getByRole('button', { name: '展开行' }).click()
  const outcome = page.getByTestId('import-outcome')
  await expect(outcome.getByTestId('replacedBy')).toContainText('second.csv 替换 1 行')
  await expect(outcome.getByTestId('correctedBy')).toContainText('second.csv 更正 1 行')
  await expect(outcome).toContainText('门诊人次：小于最小值 × 1')
  await keepScreen(page, 'import-outcome')
})

test('from a tile to its file, what became of its rows, and back to the number', async ({ page }) => {
  const { hospital } = await readWorld()
  await signIn(page, 'supervisor', `/?t=${hospital.id.split('-')[1]}&f=${hospital.id}`)
  const origin = page.getByTestId('origin-outpatient.visits')
  // The page stands before it listens: a first click may come too early.
  await expect(async () => {
    await page.getByTestId('provenance-open-outpatient.visits').click()
    await expect(origin).toBeVisible({ timeout: 5_000 })
  }).toPass()
  // Until the answer is there nothing is said of files, least of all that there are none.
  let answer: () => void = () => undefined
  const asked = new Promise<void>((done) => {
    answer = done
  })
  await page.route(/lineage\.ofNumber/, async (route) => {
    await asked
    await route.continue()
  })
  await origin.click()
  await expect(page.locator('main [aria-busy="true"]').first()).toBeVisible()
  await expect(page.getByText('没有来源文件')).toHaveCount(0)
  answer()
  const files = page.getByTestId('origin-file')
  await expect(files.filter({ hasText: '门急诊与收入日报' }).first()).toBeVisible()
  await expect(page.getByRole('banner').getByTestId('demo-badge')).toBeVisible()
  const link = files.filter({ hasText: 'visit-day' }).getByRole('link').first()
  const fileName = await link.innerText()
  await link.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(fileName)
  await expect(page.getByTestId('touched').locator('td[data-touched]').first()).toBeVisible()
  await expect(page.getByTestId('import-outcome')).toContainText('退回')
  await page.goBack()
  await page.getByTestId('lineage-back').click()
  await expect(page).toHaveURL(new RegExp(`f=${hospital.id}`))
  await expect(page.getByTestId('facility-header')).toContainText(hospital.name)
})

import { expect, test } from '@playwright/test'
import { keepScreen, signIn } from './stack/people'
import { readWorld } from './stack/world'

test('a county grant sees its own county as the whole cockpit', async ({ page }) => {
  const { county, neighbour } = await readWorld()
  await signIn(page, 'county')
  await expect(page.getByTestId('tile-outpatient.visits').getByTestId('tile-value')).toHaveText(/\d/)
  await expect(page.locator(`[data-testid^="rank-row-DEMO-${county}"]`).first()).toBeVisible()
  await expect(page.getByTestId(`tree-${neighbour.code}`)).toHaveCount(0)
  await expect(page.getByTestId('tree-330100')).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText(neighbour.name)
  await keepScreen(page, 'county-platform')
})

test('nothing of the county next door is reached by a direct address, by a question or by a live message', async ({
  page,
}) => {
  const { county, neighbour, month } = await readWorld()
  await signIn(page, 'county', null)
  for (const address of [`/?t=${neighbour.code}`, `/?t=${neighbour.code}&f=${neighbour.facility}`, '/?t=330000']) {
    await page.goto(address)
    await expect(page.locator('body')).not.toContainText(/加载中/)
    await expect(page.locator(`[data-testid^="rank-row-DEMO-${neighbour.code}"]`)).toHaveCount(0)
    await expect(page.getByTestId('facility-header')).toHaveCount(0)
  }
  const ask = async (question: object) => {
    const input = encodeURIComponent(JSON.stringify({ json: question }))
    const response = await page.request.get(`/api/trpc/indicators.ask?input=${input}`)
    return { status: response.status(), text: await response.text() }
  }
  const own = await ask({ indicators: ['outpatient.visits'], territory: county, period: month })
  expect(own.status).toBe(200)
  expect(own.text).toContain('"state":"shown"')
  for (const question of [
    { territory: neighbour.code },
    { territory: neighbour.code, by: 'facility' },
    { territory: neighbour.code, facility: neighbour.facility },
    { territory: '330000', by: 'county' },
    { territory: '330000' },
  ]) {
    const { text } = await ask({ indicators: ['outpatient.visits'], period: month, ...question })
    expect(text, JSON.stringify(question)).not.toMatch(new RegExp(`"key":"(?!${county})[^"]+"[^}]*"state":"shown"`))
    if (question.territory === neighbour.code) expect(text).not.toContain('"state":"shown"')
  }
  // Only its own alerts, and tasks of nobody else.
  for (const path of ['alerts.list', 'tasks.list']) {
    const input = encodeURIComponent(JSON.stringify({ json: { limit: 200 } }))
    const response = await page.request.get(`/api/trpc/${path}?input=${input}`)
    expect(response.status(), path).toBe(200)
    expect(await response.text()).not.toContain(neighbour.code)
  }
})

test('without a session every door is closed', async ({ request }) => {
  const input = encodeURIComponent(
    JSON.stringify({ json: { indicators: ['outpatient.visits'], territory: '330000', period: '2026' } }),
  )
  expect((await request.get(`/api/trpc/indicators.ask?input=${input}`)).status()).toBe(401)
  expect((await request.get('/api/live')).status()).toBe(401)
  expect((await request.post('/api/import?table=visit_day&name=x.csv', { data: 'x' })).status()).toBe(401)
})

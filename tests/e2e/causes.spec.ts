import { OUTBREAK_DISEASE, type Story } from '@cockpit/semantic-layer/demo/stories'
import { expect, type Page, test } from '@playwright/test'
import { ask } from './stack/ask'
import { keepScreen, signIn } from './stack/people'
import { type PlantedStory, plantedStories } from './stack/stories'

// Files run by name: before those that bring new rows and take up alerts.

/** From the page of the province, by clicks alone, to what was planted. A new story has to be followed here too. */
const FOLLOW: Readonly<Record<Story['kind'], (page: Page, story: PlantedStory) => Promise<void>>> = {
  'rising-drug-share': risingDrugShare,
  'stops-reporting': stopsReporting,
  'high-cost': highCost,
  'lost-pages': lostPages,
  'bed-shortage': bedShortage,
  outbreak,
}

let page: Page

test.beforeAll(async ({ browser }) => {
  // One desk for all of them: what a page needs once is there when the next story begins.
  const context = await browser.newContext({
    ...{ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
    ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
  })
  page = await context.newPage()
  await signIn(page, 'supervisor', null)
})
test.afterAll(() => page.context().close())

for (const [kind, follow] of Object.entries(FOLLOW))
  test(`the planted story ${kind} is followed from the province to its cause`, async () => {
    const story = plantedStories().get(kind as Story['kind'])
    if (!story) throw new Error(`the small demo has no story ${kind}`)
    await page.goto('/')
    await follow(page, story)
    await keepScreen(page, `cause-${kind}`)
  })

test('a click on the map and a drag over the trend narrow the desk, and back undoes each', async () => {
  await page.goto('/?i=income.drugShare&map=plain')
  const map = page.getByTestId('map').locator('canvas').first()
  await expect(page.getByTestId('map').getByText('杭州市').first()).toBeVisible()
  // The drawing is canvases over one another: the pointer itself is moved.
  await map.hover({ force: true })
  await page.mouse.down()
  await page.mouse.up()
  await expect(page).toHaveURL(/[?&]t=33\d{4}/)
  await expect(page.getByTestId('breadcrumb').locator('li')).toHaveCount(2)
  await page.goBack()
  await expect(page.getByTestId('breadcrumb').locator('li')).toHaveCount(1)

  const trend = page.getByTestId('trend').locator('svg').last()
  await expect(page.getByTestId('trend').locator('svg path').first()).toBeVisible()
  const box = await trend.boundingBox()
  if (!box) throw new Error('the trend is not drawn')
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 6 })
  await page.mouse.up()
  await expect(page).toHaveURL(/[?&]p=\d{4}-\d\d\.\.\d{4}-\d\d/)
  await page.goBack()
  await expect(page).not.toHaveURL(/[?&]p=/)
})

const alertOf = (page: Page, text: string, place: string) =>
  page.getByTestId('alerts').getByRole('link').filter({ hasText: text }).filter({ hasText: place })

/** By the tile, or where it has none by its name in the list. */
async function choose(page: Page, indicator: string, name?: string) {
  if (name === undefined) await page.getByTestId(`tile-${indicator}`).getByRole('button').first().click()
  else {
    await page.getByTestId('indicator').click()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
  }
  await expect(page).toHaveURL(new RegExp(`[?&]i=${indicator}`))
}

/** Down the list of places, one click a level. */
async function drill(page: Page, ...places: string[]) {
  for (const place of places) await page.getByTestId(`rank-row-${place}`).getByRole('button').click()
}

/** Down the staircase of an explained change, one click a level. */
async function descend(page: Page, ...places: string[]) {
  for (const place of places) {
    await page.getByTestId('waterfall').getByTestId(`step-${place}`).getByRole('link').click()
    await expect(page).toHaveURL(new RegExp(`[=]${place}(&|$)`))
  }
}

const percent = (value: number | null | undefined) => `${((value ?? Number.NaN) * 100).toFixed(1)}%`

async function risingDrugShare(page: Page, { county, facility, name, months }: PlantedStory) {
  const answer = await ask(page, {
    indicator: 'income.drugShare',
    territory: county,
    facility,
    period: months.at(-1) ?? '',
  })
  const share = answer.rows[0]?.cells['income.drugShare']?.value
  expect(share).toBeGreaterThan(0.33)
  await alertOf(page, '药占比连续三个月超过 30%', name).click()
  await expect(page.getByTestId('alert-value')).toHaveText(percent(share))
  await page.getByRole('main').getByRole('link', { name, exact: true }).click()
  // Seven months in one direction are no chance, and no target is met by them.
  const chart = page.getByTestId('process-income.drugShare')
  await expect(chart.getByTestId('process-value-income.drugShare')).toHaveText(percent(share))
  await expect(chart).toContainText('需关注的异常变化')
  await expect(chart).toContainText('连续七点以上持续上升或下降')
}

async function stopsReporting(page: Page, { facility, name, months }: PlantedStory) {
  await alertOf(page, '门急诊与收入日报整月未报', name).click()
  await expect(page.getByRole('main')).toContainText(`已连续 ${months.length} 个月未报`)
  await page.getByRole('main').getByRole('link', { name, exact: true }).click()
  await page.getByTestId('profile-data').getByRole('link', { name: '数据质量详情' }).click()
  await expect(page).toHaveURL(new RegExp(`/quality/facility/${facility}`))
  // What is missing, since when, and what came last: the day before the story begins.
  const visits = page.getByTestId('facility-silent').getByTestId('silent-row').filter({ hasText: '门急诊与收入日报' })
  const begins = `${months[0]}-01`
  const before = new Date(Date.parse(begins) - 86_400_000).toISOString().slice(0, 10)
  await expect(visits).toContainText(begins)
  await expect(visits).toContainText(before)
}

async function highCost(page: Page, { city, county, facility, name, months }: PlantedStory) {
  const period = months.at(-1) ?? ''
  const answer = await ask(page, {
    indicator: 'inpatient.costIndex,inpatient.stayIndex',
    territory: county,
    facility,
    period,
  })
  const { 'inpatient.costIndex': cost, 'inpatient.stayIndex': stay } = answer.rows[0]?.cells ?? {}
  expect(cost?.value).toBeGreaterThan(1.3)
  expect(stay?.value).toBeGreaterThan(1.2)
  await choose(page, 'inpatient.costIndex')
  await drill(page, city, county, facility)
  await expect(page.getByTestId('facility-header')).toContainText(name)
  await page.getByTestId('open-profile').click()
  // Dear and long for the same groups: neither the mix nor a single month.
  await expect(page.getByTestId('quadrant-says')).toContainText(
    `费用消耗指数 ${cost?.value?.toFixed(2)}，时间消耗指数 ${stay?.value?.toFixed(2)}：费用高、时间长`,
  )
  // Down to rows: the dearest front page against the mean of its own group, and its costs by item.
  await page.goBack()
  await page.getByTestId('tile-inpatient.costIndex').getByTestId('provenance-open-inpatient.costIndex').click()
  await page.getByTestId('cases-inpatient.costIndex').click()
  const first = page.getByTestId('case-line').first()
  await expect(first).toContainText(/D\d{3}/)
  await first.getByRole('button').click()
  await expect(page.getByTestId('case-one')).toContainText(/总费用[\s\S]*本组区域平均[\s\S]*倍/)
  await page.keyboard.press('Escape')
}

async function lostPages(page: Page, { city, county, facility, name }: PlantedStory) {
  await choose(page, 'consistency.rate', '一致率')
  await page.getByTestId('explain-trend').click()
  await descend(page, city, county, facility)
  // Its bed return is whole, and of the comparisons only that with the front pages fails.
  const sentence = page.getByTestId('explain-sentence')
  await expect(sentence).toContainText(name)
  await expect(sentence).toContainText('其中病案首页份数与床位日报出院人次（−33.3 个百分点）占同向变动的 100%')
  await expect(page.getByRole('row').filter({ hasText: '分项月报与日报的医疗收入' })).toContainText('±0.00')
}

async function bedShortage(page: Page, { city, county, name, months }: PlantedStory) {
  const [beds, home] = await Promise.all(
    ['resources.bedsPerThousand', 'careFlow.visitShare'].map(async (indicator) => {
      const { rows } = await ask(page, { indicator, territory: county, period: months.at(-1) ?? '' })
      return rows[0]?.cells[indicator]?.value ?? Number.NaN
    }),
  )
  expect(beds).toBeLessThan(3)
  await choose(page, 'resources.bedsPerThousand')
  await drill(page, city, county)
  const tile = page.getByTestId('tile-resources.bedsPerThousand')
  await expect(tile.getByTestId('tile-value')).toHaveText(beds?.toFixed(2) ?? '')
  await expect(tile).toContainText('低于目标')
  // Why it matters: its people go elsewhere, and the page says how many of them and where to.
  await page.getByTestId('region-profile').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  const flow = page.getByTestId('care-flow')
  await expect(flow.locator('[aria-rowindex="2"]')).toContainText(/[\d,]+\s*\d+\.\d%/)
  await expect(page.getByTestId('tile-careFlow.visitShare').getByTestId('tile-value')).toHaveText(
    ((home ?? Number.NaN) * 100).toFixed(1),
  )
  await expect(page.getByTestId('tile-careFlow.visitShare')).toContainText('低于目标 ≥ 90.0%')
}

async function outbreak(page: Page, { city, county, name, months }: PlantedStory) {
  // The alert names place and disease.
  await expect(alertOf(page, '传染病发病数骤升', name)).toContainText(OUTBREAK_DISEASE)
  await choose(page, 'notifiable.cases')
  await page.getByTestId('explain-trend').click()
  await page.getByTestId('explain-by').getByText('病种').click()
  await expect(page.getByTestId(`step-${OUTBREAK_DISEASE}`)).toContainText('+')
  await page.goBack()
  await descend(page, city, county)
  const month = months.at(-1) ?? ''
  const { rows } = await ask(page, { indicator: 'notifiable.cases', territory: county, period: month })
  const cases = rows[0]?.cells['notifiable.cases']?.value
  await expect(page.getByTestId('explain-sentence')).toContainText(new RegExp(`^${name}.*为${cases} 例，较.*上升`))
  // More than in any month before it: the line of the place says when it began.
  const line = await ask(page, {
    ...{ indicator: 'notifiable.cases', territory: county, series: 'month' },
    period: `${months[0]?.slice(0, 4)}-01..${month}`,
  })
  const values = line.rows.map(({ cells }) => cells['notifiable.cases']?.value ?? 0)
  expect(Math.max(...values)).toBe(Math.max(...values.slice(-months.length)))
}

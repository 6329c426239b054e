import fs from 'node:fs'
import path from 'node:path'
import { database } from '@cockpit/db/database'
import type { Story } from '@cockpit/semantic-layer/demo/stories'
import { expect, type Page, test } from '@playwright/test'
import { DATA, WEB } from './stack/address'
import { keepScreen, signIn } from './stack/people'
import { plantedStories } from './stack/stories'

/**
 * Run early: files that later tests import correct the numbers the stories stand in.
 * The shipped rule that has to find each planted story; a story without one does not compile. The costly hospital's is `rules.spec.ts`.
 */
const CAUGHT_BY: Readonly<Record<Exclude<Story['kind'], 'high-cost'>, string>> = {
  'rising-drug-share': 'drug-share-three-months',
  'stops-reporting': 'discharges-not-reported',
  'lost-pages': 'pages-lost',
  'bed-shortage': 'beds-short',
  outbreak: 'disease-surge',
}

async function askBacktest(page: Page, id: string): Promise<void> {
  const asked = await page.request.post('/api/trpc/rules.askBacktest', {
    headers: { origin: WEB },
    data: { json: { id } },
  })
  expect(asked.ok(), await asked.text()).toBe(true)
}

test('each planted story is caught by a shipped rule, and the rule’s backtest on screen names it as found', async ({
  page,
}) => {
  const stories = [...plantedStories()].flatMap(([kind, place]) =>
    kind === 'high-cost' ? [] : [{ kind, place, rule: CAUGHT_BY[kind] }],
  )
  expect(stories.map(({ kind }) => kind).sort()).toEqual(Object.keys(CAUGHT_BY).sort())
  const { database: url } = JSON.parse(fs.readFileSync(path.join(DATA, 'run/stack.json'), 'utf8'))
  const db = database(url)
  try {
    for (const { place, rule } of stories) {
      const where = { ruleId: rule, ...(place.facility ? { facilityId: place.facility } : { areaCode: place.county }) }
      // Front pages are compared with the bed return only after both have come: that alert is the last.
      await expect
        .poll(
          async () => (await db.alert.findMany({ where })).filter(({ period }) => place.months.includes(period)).length,
          `${rule} at ${place.name}`,
        )
        .toBeGreaterThan(0)
    }
  } finally {
    await db.$disconnect()
  }

  await signIn(page, 'sysadmin', '/rules')
  // All of them at once: the jobs run one after the other while the first is looked at.
  for (const { rule } of stories) await askBacktest(page, rule)
  for (const { kind, place, rule } of stories) {
    await page.goto(`/rules/${rule}`)
    const result = page.getByTestId('backtest-result')
    const told = result
      .getByRole('listitem')
      .filter({ hasText: place.months[0] ?? '' })
      .filter({ hasText: '演示：' })
    await expect(told.getByText('发现', { exact: true }).first(), kind).toBeVisible()
    await expect(told.getByText('漏过', { exact: true }), kind).toHaveCount(0)
    for (const said of ['各月预警数', '各参数的影响', '误报预算'])
      await expect(page.getByText(said).first()).toBeVisible()
  }
  await keepScreen(page, 'story-backtest')

  // What the rules are compared with can be written down here, and taken back.
  const known = page.getByTestId('known-events')
  await known.getByTestId('known-event-new').click()
  await known.getByTestId('known-event-title').fill('演示：核实的聚集')
  await known.getByTestId('known-event-area').click()
  await page.locator('.ant-select-item-option').first().click()
  await known.getByTestId('known-event-from').fill('2026-09-01')
  await known.getByTestId('known-event-to').fill('2026-09-30')
  await known.getByTestId('known-event-save').click()
  await expect(known.getByText('演示：核实的聚集')).toBeVisible()
  await keepScreen(page, 'known-events')
  await known.getByRole('button', { name: '删除“演示：核实的聚集”' }).click()
  await expect(known.getByText('演示：核实的聚集')).toHaveCount(0)
})

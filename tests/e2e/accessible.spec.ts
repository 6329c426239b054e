import { createRequire } from 'node:module'
import { expect, type Page, test } from '@playwright/test'
import { signIn } from './stack/people'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe finds that keeps somebody out: `rule: first place`. */
async function barriers(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

test('the pages of data can be read and used by everybody, and say nothing to the console', async ({ page }) => {
  const said: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  // What fades in is neither there nor away, and its contrast nobody's.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, 'supervisor')
  for (const [address, drawn] of [
    ['/quality', '[data-testid^="league-"]'],
    ['/quality/catalogue', '[data-testid="catalogue-entry"]'],
    ['/quality/table/visit_day', '[data-testid^="strip-"]'],
    ['/institutions', '[data-testid="sent-name"]'],
    ['/imports', '[data-testid="import-row"]'],
    ['/catalogue?i=income.drugShare', '[data-testid="sample-value"]'],
  ] as const) {
    await page.goto(address)
    await expect(page.locator(drawn).first()).toBeVisible()
    await expect(page.locator('[aria-busy="true"], .ant-spin-spinning')).toHaveCount(0)
    expect(await barriers(page), address).toEqual([])
  }
  expect(said).toEqual([])
})

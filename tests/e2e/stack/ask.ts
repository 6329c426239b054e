import type { Answer } from '@cockpit/domain/indicator/envelope'
import { expect, type Page } from '@playwright/test'

/** The answer to a question of the interface, as the person of the page. */
export async function ask(page: Page, parameters: Record<string, string>): Promise<Answer> {
  const response = await page.request.get(`/api/indicators?${new URLSearchParams(parameters)}`)
  expect(response.ok(), await response.text()).toBe(true)
  return response.json()
}

import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { packsAsData } from '@cockpit/semantic-layer/packs/publish-packs'
import { expect, test } from 'vitest'
import { partNames } from './part-names'

test('codes that only a pack can name are called by their words in both languages', async () => {
  const packs = packsAsData(await loadPacks(packRoots(undefined)))
  const names = (by: string, code: string) => partNames(by, [code], packs, [])[code]
  expect(names('reconciliation', 'front-pages-against-bed-return')).toEqual({
    zh: '病案首页份数与床位日报出院人次',
    en: 'Front pages against the discharges of the bed return',
  })
  expect(names('table', 'visit_day')?.zh).toMatch(/^[^a-z]+$/)
  expect(names('rule', 'drug-share-three-months')?.zh).toContain('药占比')
  expect(names('ageSex', 'F 15-44')).toEqual({ zh: '女 15–44 岁', en: 'female, 15–44' })
  expect(names('ageSex', 'M 80+')?.zh).toBe('男 80+ 岁')
  // Words of the data stay as they are.
  for (const [by, code] of [
    ['department', '内科'],
    ['rule', '分解住院'],
    ['ageSex', '未知'],
  ] as const)
    expect(names(by, code)).toBeUndefined()
})

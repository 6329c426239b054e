import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Pack } from './contract'
import { packRoots } from './folders'
import { loadPacks } from './load'
import { RULES } from './supervision/tables'

/** The starter library of the provincial supervision bulletin, each with the rule that ships it. */
const LIBRARY = {
  床位面积比: 'floor-space-short',
  限制级抗菌药物与职称: 'antibiotics-above-grade',
  五分钟内两机构: 'two-places-at-once',
  村卫生室年诊疗不足: 'village-clinic-idle',
  单病种占比: 'one-diagnosis',
  计时收费: 'hours-above-a-day',
  执业地点: 'practice-elsewhere',
  执业超期: 'practice-expired',
  限制类技术: 'restricted-techniques',
  分解住院: 'split-stays',
  高套编码: 'upcoding',
  非医嘱离院: 'against-advice-rise',
  首页缺陷: 'page-defects',
  未成年人强制报告: 'minors-duty-to-report',
} as const

let packs: readonly Pack[]
beforeAll(async () => {
  packs = await loadPacks(packRoots(''))
})
const shipped = () => packs.flatMap((pack) => pack.rules)

test.each(Object.entries(LIBRARY))('%s is shipped as %s, with advice, owner and recovery', (_, id) => {
  expect(shipped().find((rule) => rule.id === id)).toMatchObject({
    owner: 'supervisor',
    recovery: expect.any(Number),
    advice: { zh: expect.stringMatching(/./), en: expect.stringMatching(/./) },
  })
})

test('what the hits are asked for is what the platform may send', () => {
  const asked = shipped()
    .filter(({ indicator }) => indicator === 'ruleHits.hits')
    .flatMap(({ filters = [] }) => filters.flatMap(({ values }) => values))
  expect(asked).toHaveLength(12)
  expect(asked.filter((value) => !RULES.some((rule) => rule === value))).toEqual([])
  expect(new Set(asked).size).toBe(asked.length)
})

test('the one about minors is for case grants: in its indicators, and in words that name neither a person nor a number', () => {
  const rule = shipped().find(({ id }) => id === 'minors-duty-to-report')
  expect(rule).toMatchObject({ indicator: 'minorDuty.unreported', by: 'facility', grain: 'month', when: { value: 0 } })
  expect(JSON.stringify([rule?.title, rule?.advice])).not.toMatch(/[0-9]/)
  const model = readFileSync(resolve(import.meta.dirname, 'supervision/minors.cube.js'), 'utf8')
  expect(model).toMatch(/sensitivity: 'case'/)
  expect(packs.flatMap(({ board }) => JSON.stringify(board ?? '')).join()).not.toContain('minorDuty')
})

test('the page of the rules names each of them, and leaves none out', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/rules.md'), 'utf8')
  for (const id of Object.values(LIBRARY)) expect(page).toContain(`\`${id}\``)
  expect(page).not.toContain('not shipped')
})

test('every area of governance watches something; the tree of places has nothing to watch', () => {
  const silent = packs.filter(({ rules }) => rules.length === 0).map(({ name }) => name)
  expect(silent).toContain('territory')
  expect(silent).not.toContain('loop')
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readModels } from '../../server/models'
import { packRoots } from '../folders'
import { type Formula, readFormulas } from '../read-formulas'
import { POLICY_TARGETS } from './policy-targets'

const papers = resolve(import.meta.dirname, '../../../../shared/seeds')
const absent = !existsSync(papers)
/** Printed beside what is skipped. */
const skipped: { meta: object } = { meta: { reason: `${papers} is absent` } }

/** The same words however a page sets its brackets, quotes, dashes and spaces. */
function plain(text: string): string {
  const widths: Record<string, string> = { '（': '(', '）': ')', '[': '〔', ']': '〕', '—': '-' }
  return text.replace(/[\s“”"]/g, '').replace(/[（）[\]—]/g, (mark) => widths[mark] ?? mark)
}

/** What a source names of a province's papers: numbers and titles. */
function namedIn(source: string): string[] {
  const numbers = source.match(/[渝浙黔内]\p{Script=Han}*〔\d{4}〕\d+号/gu) ?? []
  const titles = [...source.matchAll(/《([^》]+)》/g)].flatMap(([, title]) => title ?? [])
  const plans = source.match(/^贵州省[^：]*/) ?? []
  return [...numbers, ...(numbers.length > 0 ? titles : []), ...plans]
}

let texts: readonly string[] = []
let formulas: readonly Formula[] = []
beforeAll(async () => {
  if (!absent) texts = readdirSync(papers).map((file) => plain(readFileSync(resolve(papers, file), 'utf8')))
  formulas = readFormulas(await readModels(packRoots('')))
})

interface Told {
  readonly standard?: string
  readonly target?: { readonly source: string; readonly evidence: string }
}
const told = () => formulas.flatMap(({ meta }) => (meta.indicator as Told | undefined) ?? [])
const targets = () => told().flatMap(({ target }) => (target?.evidence === 'policy' ? target.source : []))

test('a target that calls itself policy names its paper', () => {
  const sources = [...targets(), ...POLICY_TARGETS.map(({ source }) => source)]
  expect(sources.length).toBeGreaterThan(20)
  expect(sources.filter((source) => namedIn(source).length === 0)).toEqual([])
})

describe.skipIf(absent)('the papers themselves', skipped, () => {
  test('every number and title of a province’s paper stands in that paper', () => {
    const standards = told().flatMap(({ standard }) => standard ?? [])
    const named = [...standards, ...targets(), ...POLICY_TARGETS.map(({ source }) => source)].map(namedIn)
    expect(named.filter((names) => names.length > 0).length).toBeGreaterThan(20)
    const missing = named.filter((names) => !texts.some((text) => names.every((name) => text.includes(plain(name)))))
    expect(missing).toEqual([])
  })

  test('the values of 渝卫发〔2023〕70号 are those of its table', () => {
    const paper = texts.find((text) => text.includes('渝卫发〔2023〕70号')) ?? ''
    const table = paper.slice(paper.indexOf('表1重庆市'), paper.indexOf('二、建设数字健康大脑'))
    const held = POLICY_TARGETS.filter(({ source }) => source.startsWith('渝卫发'))
    expect(held.length).toBeGreaterThan(8)
    for (const { values, source } of held) {
      // A share of the table carries its sign; a floor is written with or without one.
      const years = [2023, 2025, 2027].map((year) => valueIn(values[year], source))
      expect(table, source).toMatch(new RegExp(years.join('')))
    }
  })
})

function valueIn(value: number | undefined, source: string): string {
  if (value === undefined) return '--'
  return /第[1-4]行/.test(source) ? `${value}` : `≥?${Math.round(value * 100)}%`
}

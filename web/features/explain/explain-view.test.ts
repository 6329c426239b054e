import { REST } from '@cockpit/domain/explain/sum-change'
import { DRUG_SHARE } from '@cockpit/domain/indicator/sample-definition'
import { describe, expect, it, test } from 'vitest'
import type { ExplainedPart, Explanation } from '../../server/explain/explain-change'
import { explainHref, periodOfDays, readExplain } from './explain-address'
import { MOST_BARS, partRows, sentence, waterfall } from './explain-view'

const share = DRUG_SHARE
const part = (id: string, contribution: number): ExplainedPart => ({
  id,
  contribution,
  before: id === REST ? null : 0.3,
  after: id === REST ? null : 0.3 + contribution,
  ...(id === REST ? {} : { within: contribution, mix: 0 }),
})
const explanation = (parts: ExplainedPart[], unshown = 0): Explanation => {
  const change = parts.reduce((sum, one) => sum + one.contribution, 0)
  return { before: 0.3, after: 0.3 + change, change, parts, unshown, within: change, mix: 0, cost: null }
}

describe('the waterfall', () => {
  it('goes from the value before to the one after, each step from where the last one ended', () => {
    const steps = waterfall(explanation([part('a', 0.04), part('b', -0.01), part(REST, 0.02)], 3), share, 'zh')
    expect(steps.map(({ kind, text, sense, count }) => [kind, text, sense, count])).toEqual([
      ['before', '30.0%', 'neutral', 1],
      ['part', '+4.0 个百分点', 'worse', 1],
      ['part', '−1.0 个百分点', 'better', 1],
      ['hidden', '+2.0 个百分点', 'worse', 3],
      ['after', '35.0%', 'neutral', 1],
    ])
    for (const [i, step] of steps.entries()) if (i > 0) expect(step.from).toBeCloseTo(steps[i - 1]?.to ?? 2, 12)
    expect([steps[0]?.from, Math.max(...steps.map(({ to }) => to))]).toEqual([0, 1])
  })

  it('puts what is beyond the largest together, and no remainder of floating numbers', () => {
    const parts = Array.from({ length: 20 }, (_, i) => part(`p${i}`, 0.001 * (i + 1)))
    const steps = waterfall(explanation([...parts, part(REST, 1e-17)]), share, 'en')
    expect(steps.filter(({ kind }) => kind === 'part')).toHaveLength(MOST_BARS)
    expect(steps.find(({ kind }) => kind === 'others')).toMatchObject({ count: 12, text: '+7.8 pp' })
    expect(steps.some(({ kind }) => kind === 'hidden')).toBe(false)
  })
})

test('the table has every part, the largest first and what may not be shown last', () => {
  const rows = partRows(
    explanation([part('a', 0.001), part('b', -0.02), part(REST, 0.03)], 2),
    share,
    'zh',
    ({ id }) => id || '未显示',
  )
  expect(
    rows.map(({ name, text, beforeText, afterText, hidden }) => [name, text, beforeText, afterText, hidden]),
  ).toEqual([
    ['b', '−2.0 个百分点', '30.0%', '28.0%', false],
    ['a', '+0.10 个百分点', '30.0%', '30.1%', false],
    ['未显示', '+3.0 个百分点', null, null, true],
  ])
})

test('the sentence writes as the tiles do', () => {
  const words = sentence(explanation([part('a', 0.04), part('b', -0.01)]), share, {
    place: { zh: '某市', en: 'A city' },
    from: { zh: '2025年10月', en: 'Oct 2025' },
    to: { zh: '2026年10月', en: 'Oct 2026' },
    nameOf: ({ id }) => ({ zh: id, en: id }),
  })
  expect(words.zh).toBe(
    '某市2026年10月的药占比为33.0%，较2025年10月的30.0%上升 3.0 个百分点；其中a（+4.0 个百分点）占同向变动的 100%；反向变动最大的是b（−1.0 个百分点）；分解：各自变化 +3.0 个百分点，结构变化 约为 0。',
  )
})

test('the address is read back as it was written', () => {
  const query = (href: string) => new URLSearchParams(href.split('?')[1] ?? '')
  const address = readExplain(
    query('/explain?i=income.drugShare&area=330100&f=DEMO-1&from=2025-10&to=2026-10&by=department'),
  )
  expect(address).toMatchObject({ facility: 'DEMO-1', by: 'department', unread: [] })
  expect(readExplain(query(explainHref(address)))).toEqual(address)
  expect(readExplain(query('?from=2025-13&by=A b')).unread).toEqual(['from', 'by'])
})

test('the days of an answer are its month, where they are one', () => {
  expect(periodOfDays({ from: '2026-02-01', to: '2026-02-28' })).toMatchObject({ grain: 'month' })
  expect(periodOfDays({ from: '2026-02-01', to: '2026-03-31' })).toEqual({
    from: '2026-02-01',
    to: '2026-03-31',
    grain: 'range',
  })
})

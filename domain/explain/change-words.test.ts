import { describe, expect, it } from 'vitest'
import { type ChangeStory, changeWords, type NamedContribution, type Writing } from './change-words'
import { REST } from './sum-change'

const both = (zh: string, en: string) => ({ zh, en })
const part = (id: string, contribution: number): NamedContribution => ({
  id,
  contribution,
  name: id === REST ? both('', '') : both(`${id}院`, `Hospital ${id}`),
})
const points: Writing = {
  value: (value) => `${(value * 100).toFixed(1)}%`,
  difference: (size, language) => `${(size * 100).toFixed(1)} ${language === 'zh' ? '个百分点' : 'pp'}`,
  level: (difference) => Math.abs(difference) < 0.0005,
}
const story = (parts: NamedContribution[], more: Partial<ChangeStory> = {}): ChangeStory => ({
  indicator: both('药占比', 'Drug share'),
  place: both('杭州市', 'Hangzhou'),
  from: both('2025年10月', 'Oct 2025'),
  to: both('2026年10月', 'Oct 2026'),
  before: 0.3,
  after: 0.3 + parts.reduce((sum, one) => sum + one.contribution, 0),
  parts,
  ...more,
})

describe('a change in words', () => {
  it('says what rose, what explains most of it, and what moved against it', () => {
    const words = changeWords(
      story([part('甲', 0.05), part('乙', 0.004), part('丙', -0.01), part('丁', 0.0001)]),
      points,
    )
    expect(words.zh).toBe(
      '杭州市2026年10月的药占比为34.4%，较2025年10月的30.0%上升 4.4 个百分点；其中甲院（+5.0 个百分点）占同向变动的 92%；反向变动最大的是丙院（−1.0 个百分点）。',
    )
    expect(words.en).toBe(
      'Drug share of Hangzhou rose by 4.4 pp, from 30.0% in Oct 2025 to 34.4% in Oct 2026; Hospital 甲 (+5.0 pp) makes 92% of what moved that way; the largest move against it is Hospital 丙 (−1.0 pp).',
    )
  })

  it('names as many as explain most, three at the most, and turns round for a fall', () => {
    const fall = changeWords(story([part('甲', -0.02), part('乙', -0.02), part('丙', -0.01), part('丁', 0.01)]), points)
    expect(fall.zh).toBe(
      '杭州市2026年10月的药占比为26.0%，较2025年10月的30.0%下降 4.0 个百分点；其中乙院（−2.0 个百分点）、甲院（−2.0 个百分点）合计占同向变动的 80%；反向变动最大的是丁院（+1.0 个百分点）。',
    )
    expect(fall.en).toContain('Hospital 乙 (−2.0 pp), Hospital 甲 (−2.0 pp) make 80% of what moved that way')
    const many = changeWords(story(Array.from({ length: 10 }, (_, i) => part(`p${i}`, 0.01))), points)
    expect(many.en).toContain('Hospital p0 (+1.0 pp), Hospital p1 (+1.0 pp), Hospital p2 (+1.0 pp) make 30% of')
  })

  it('never leaves out what may not be shown, and counts it in the movement', () => {
    const words = changeWords(story([part('甲', 0.01), part(REST, 0.03)]), points)
    expect(words.zh).toContain('甲院（+1.0 个百分点）占同向变动的 25%；另有 +3.0 个百分点 来自不予显示的部分。')
    expect(words.en).toContain('+3.0 pp is in parts that may not be shown.')
    const only = changeWords(story([part(REST, 0.03)]), points)
    expect(only.zh).toBe(
      '杭州市2026年10月的药占比为33.0%，较2025年10月的30.0%上升 3.0 个百分点；另有 +3.0 个百分点 来自不予显示的部分。',
    )
  })

  it('what rounds to nothing is level, whatever moved inside', () => {
    const words = changeWords(story([part('甲', 0.02), part('乙', -0.02)]), points)
    expect(words).toEqual(
      both(
        '杭州市2026年10月的药占比为30.0%，与2025年10月的30.0%基本持平。',
        'Drug share of Hangzhou is 30.0% in Oct 2026, about as in Oct 2025 (30.0%).',
      ),
    )
  })

  it('adds the split', () => {
    const words = changeWords(
      story([part('甲', 0.02)], {
        split: [
          { word: 'within', contribution: 0.02 },
          { word: 'mix', contribution: 0.0001 },
        ],
      }),
      points,
    )
    expect(words.zh).toMatch(/；分解：各自变化 \+2\.0 个百分点，结构变化 约为 0。$/)
    expect(words.en).toMatch(/; split: own change \+2\.0 pp, mix about 0\.$/)
  })
})

import type { Bilingual } from '../ids'
import type { XmrRule } from '../spc/special-cause'
import type { RuleCondition } from './condition'
import type { RuleDefinition } from './definition'
import type { RuleVerdict, Why } from './verdict'

/** Writes a value of the rule's indicator. */
export type WriteValue = (value: number) => Bilingual

/** Four figures, without a unit: for those who do not know the catalogue. */
export const plainValue: WriteValue = (value) => {
  const text = String(Number(value.toPrecision(4)))
  return { zh: text, en: text }
}

const STEP = { day: ['天', 'days'], week: ['周', 'weeks'], month: ['个月', 'months'] } as const
const CAUSES: Readonly<Record<XmrRule, Bilingual>> = {
  outside: { zh: '超出控制限', en: 'outside the limits' },
  twoOfThree: { zh: '三点中两点接近控制限', en: 'two of three close to a limit' },
  run: { zh: '连续七点在中心线同侧', en: 'seven on one side of the centre' },
  trend: { zh: '连续七点同向变化', en: 'seven rising or falling' },
}
const SAYS: Readonly<Partial<Record<Why, Bilingual>>> = {
  small: { zh: '规模低于本规则的最小规模，不作判断', en: 'too small for this rule to judge' },
  'new-year': { zh: '春节期间，预警暂缓', en: 'around the lunar new year; held back' },
  'few-cases': { zh: '病例数过少，预警暂缓', en: 'too few cases; held back' },
  'not-reported': { zh: '本期未报', en: 'not reported' },
  'history-short': { zh: '历史数据不够长', en: 'the history is too short' },
  'history-gap': { zh: '历史数据有缺口', en: 'the history has gaps' },
  'no-fit': { zh: '模型无法估计', en: 'the model has no estimate' },
  'no-target': { zh: '没有目标值', en: 'there is no target' },
  'no-size': { zh: '缺少分子或分母', en: 'numerator or denominator is missing' },
  'no-peers': { zh: '可比对象不足', en: 'too few peers to compare with' },
  members: { zh: '组成规则未能全部判断', en: 'not all of its rules could be judged' },
}

/** Why a verdict is what it is, in a sentence of each language. */
export function reasonOf(
  { when, grain }: Pick<RuleDefinition, 'when' | 'grain'>,
  verdict: RuleVerdict,
  write: WriteValue = plainValue,
): Bilingual {
  const found = foundBy(when, grain, verdict, write)
  if (verdict.state === 'fires' || verdict.why === 'inside') return found
  if (verdict.why === 'span') {
    const reason = verdict.said[0] ?? ''
    return {
      zh: `${found.zh}；处于设定的抑制时段（${reason}）`,
      en: `${found.en}; in a suppression window (${reason})`,
    }
  }
  if (verdict.why === 'run-short') {
    const [zh, en] = STEP[grain]
    return { zh: `${found.zh}；仅持续 ${verdict.steps} ${zh}`, en: `${found.en}; for ${verdict.steps} ${en} only` }
  }
  const says = SAYS[verdict.why]
  if (!says) return found
  return verdict.state === 'held' ? { zh: `${found.zh}；${says.zh}`, en: `${found.en}; ${says.en}` } : says
}

function foundBy(
  when: RuleCondition,
  grain: RuleDefinition['grain'],
  verdict: RuleVerdict,
  write: WriteValue,
): Bilingual {
  const [zhStep, enStep] = STEP[grain]
  const n = verdict.steps
  const v = words(verdict.value, write)
  const limit = words(verdict.limit, write)
  const expected = words(verdict.expected, write)
  const chance = verdict.chance === null ? '' : verdict.chance < 0.0001 ? '<0.0001' : verdict.chance.toPrecision(2)
  const above = verdict.side !== 'below'
  const running = n > 1 ? { zh: `，已连续 ${n} ${zhStep}`, en: `, ${n} ${enStep} running` } : { zh: '', en: '' }
  const than = { zh: above ? '高于' : '低于', en: above ? 'above' : 'below' }
  const calm = verdict.state === 'calm'
  const limitSaid: Bilingual = calm
    ? { zh: `${v.zh}，未越过限值 ${limit.zh}`, en: `${v.en}, not beyond the limit ${limit.en}` }
    : {
        zh: `${v.zh}，${than.zh}限值 ${limit.zh}${running.zh}`,
        en: `${v.en}, ${than.en} the limit ${limit.en}${running.en}`,
      }
  switch (when.kind) {
    case 'threshold':
      return limitSaid
    case 'target':
      return calm
        ? { zh: `${v.zh}，达到目标 ${limit.zh}`, en: `${v.en}, the target ${limit.en} is met` }
        : {
            zh: `${v.zh}，未达目标 ${limit.zh}${running.zh}`,
            en: `${v.en}, misses the target ${limit.en}${running.en}`,
          }
    case 'change': {
      const [zh, en] =
        when.against === 'previous' ? ['上期', 'the step before'] : ['上年同期', 'the same step last year']
      return { zh: `与${zh}相比：${limitSaid.zh}`, en: `Against ${en}: ${limitSaid.en}` }
    }
    case 'not-reported':
      return calm
        ? { zh: '本期已报', en: 'Reported' }
        : { zh: `已连续 ${n} ${zhStep}未报`, en: `Nothing reported for ${n} ${enStep}` }
    case 'surge':
      return {
        zh: `${v.zh}，前 ${when.baseline} ${zhStep}均值 ${expected.zh}，${calm ? '未超' : '超过'} ${when.factor} 倍（${limit.zh}）`,
        en: `${v.en}; mean of the ${when.baseline} ${enStep} before ${expected.en}; ${calm ? 'not above' : 'above'} ${when.factor} times (${limit.en})`,
      }
    case 'rate':
      return {
        zh: `近 ${n} ${zhStep}合计 ${limitSaid.zh}（${verdict.score ?? '—'} 例，限值下期望 ${expected.zh}，概率 ${chance || '—'}）`,
        en: `Over ${n} ${enStep}: ${limitSaid.en} (${verdict.score ?? '—'} events, ${expected.en} expected at the limit, chance ${chance || '—'})`,
      }
    case 'xmr': {
      const causes = verdict.said.flatMap((one) => CAUSES[one as XmrRule] ?? [])
      return calm
        ? {
            zh: `${v.zh}，属普通波动（中心线 ${expected.zh}）`,
            en: `${v.en}, ordinary variation (centre ${expected.en})`,
          }
        : {
            zh: `${v.zh}，${causes.map((one) => one.zh).join('、')}（中心线 ${expected.zh}，控制限 ${limit.zh}）`,
            en: `${v.en}, ${causes.map((one) => one.en).join(', ')} (centre ${expected.en}, limit ${limit.en})`,
          }
    }
    case 'funnel':
      return {
        zh: `${limitSaid.zh}（同类合计 ${expected.zh}，漏斗图 ${when.level === 'warning' ? '99.8%' : '95%'} 限）`,
        en: `${limitSaid.en} (peers together ${expected.en}, ${when.level === 'warning' ? '99.8 %' : '95 %'} funnel limit)`,
      }
    case 'ears':
    case 'farrington':
      return {
        zh: `${v.zh}，预期 ${expected.zh}，${calm ? '未超' : '超过'}上限 ${limit.zh}`,
        en: `${v.en}; ${expected.en} expected; ${calm ? 'not above' : 'above'} the limit ${limit.en}`,
      }
    case 'cusum':
    case 'risk-adjusted-cusum': {
      const sum = verdict.score === null ? '—' : verdict.score.toFixed(2)
      return {
        zh: `累积和 ${sum}，${calm ? '未超' : '超过'}判定值 ${when.decision}（本期 ${v.zh}，预期 ${expected.zh}）`,
        en: `The cumulative sum ${sum} is ${calm ? 'not above' : 'above'} ${when.decision} (now ${v.en}, ${expected.en} expected)`,
      }
    }
    case 'composite':
      return {
        zh: `${verdict.said.length} 项组成规则同时触发，需 ${verdict.limit ?? '—'} 项：${verdict.said.join('、') || '无'}`,
        en: `${verdict.said.length} of its rules fire, ${verdict.limit ?? '—'} needed: ${verdict.said.join(', ') || 'none'}`,
      }
  }
}

function words(value: number | null, write: WriteValue): Bilingual {
  return value === null ? { zh: '—', en: '—' } : write(value)
}

import type { Bilingual } from '../ids'
import type { RankingWithheld, Unranked } from './ranking'

/** Why there is no ranking, in words that say what would change it. */
export function withheldWords(why: RankingWithheld): Bilingual {
  switch (why.code) {
    case 'no-direction':
      return {
        zh: '不排序：该指标只作监测比较，高低都不代表好坏',
        en: 'Not ranked: this indicator is for watching; neither high nor low is better',
      }
    case 'amount':
      return {
        zh: '不排序：总量随规模而变，大的机构自然多；请改看率、占比或均次',
        en: 'Not ranked: an amount grows with size; take a rate, a share or a mean instead',
      }
    case 'mixed-peers':
      return {
        zh: `不排序：其中有 ${why.groups.length} 个不同的同级组，只在同级机构之间比较；请先选定等级`,
        en: `Not ranked: it mixes ${why.groups.length} peer groups, and only peers are compared; choose one tier first`,
      }
    case 'data-failing':
      return {
        zh: `不排序：${why.of} 家中有 ${why.failing} 家的上报覆盖率低于 ${percent(why.leastCoverage)}，补报后再比较`,
        en: `Not ranked: the data of ${why.failing} of ${why.of} facilities cover less than ${percent(why.leastCoverage)}; compare when they have come`,
      }
    case 'too-few-expected':
      return {
        zh: `不排序：${why.of} 家中有 ${why.small} 家的期望事件少于 ${why.fewest}，样本不足；可改用更长的时期`,
        en: `Not ranked: fewer than ${why.fewest} events are expected of ${why.small} of ${why.of} facilities; take a longer period`,
      }
    case 'too-few-peers':
      return {
        zh: `不排序：可比的同级机构只有 ${why.peers} 家，少于 ${why.fewest} 家`,
        en: `Not ranked: only ${why.peers} peers can be compared, fewer than ${why.fewest}`,
      }
    case 'inside-limits':
      return {
        zh:
          why.outside === 0
            ? `不排序：${why.of} 家都在控制限内，差别没有超出偶然`
            : `不排序：${why.of} 家中只有 ${why.outside} 家在 95% 限外，没有超出偶然`,
        en:
          why.outside === 0
            ? `Not ranked: all ${why.of} lie inside the limits; they differ no more than chance lets them`
            : `Not ranked: only ${why.outside} of ${why.of} lie outside 95 %, no more than chance puts there`,
      }
    case 'indistinct':
      return {
        zh: `不排序：${why.of} 家的区间都相互重叠，谁先谁后无法分辨`,
        en: `Not ranked: the intervals of all ${why.of} overlap; no order can be told`,
      }
  }
}

/** Why one facility has no rank. */
export const UNRANKED_WORDS = {
  'no-value': { zh: '没有数据，不参与排序', en: 'No value, so no rank' },
  'data-failing': {
    zh: '上报数据不合格，不参与排序，并非排在最后',
    en: 'Its data fail, so it has no rank; it is not last',
  },
  'too-few-expected': { zh: '样本不足，不参与排序', en: 'Too few events expected, so no rank' },
  'no-interval': { zh: '无法给出区间，不参与排序', en: 'No interval can be given, so no rank' },
} as const satisfies Record<Unranked, Bilingual>

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}

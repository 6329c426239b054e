import type { Bilingual } from '../ids'

/** What each part of a question is and how it is written: for the messages of a refusal and for the description of the interface. */
export const QUERY_WORDS = {
  indicators: {
    zh: '1 至 24 个指标代码，写作“主题.指标”，如 outpatient.visits；见指标目录。',
    en: 'One to 24 indicators, written <cube>.<name> such as outpatient.visits; see the catalogue.',
  },
  territory: {
    zh: '六位行政区划代码，如 330000。',
    en: 'An area code of six digits, such as 330000.',
  },
  facility: {
    zh: '区划内一家机构的代码。',
    en: 'The id of one facility within the territory.',
  },
  by: {
    zh: '分解方式：children（下一级）、county、facility，或指标的一个维度，如 department、disease、tier。',
    en: 'The breakdown: children (the next level), county, facility, or a dimension of the indicators such as department, disease, tier.',
  },
  period: {
    zh: '期间：2026（年）、2026-H1（半年）、2026-Q3（季）、2026-10（月）、2026-W41（周，周一至周日）、2026-10-05（日）或区间 2026-01..2026-10。统计年度即公历年，按北京时间。',
    en: 'A year 2026, half year 2026-H1, quarter 2026-Q3, month 2026-10, week 2026-W41 (Monday to Sunday), day 2026-10-05, or a range 2026-01..2026-10. The statistical year is the calendar year, in Asia/Shanghai.',
  },
  series: {
    zh: '按步长给出一条线：day、week、month、quarter、half、year。',
    en: 'Asks for a line, one value for each step: day, week, month, quarter, half, year.',
  },
  compare: {
    zh: '最多 4 种比较：sameLastYear（同比）、previous（环比）、yearToDate（累计同期）、rolling2 至 rolling60（近 n 期与此前 n 期）。',
    en: 'Up to four comparisons: sameLastYear, previous, yearToDate, and rolling2 to rolling60 (the last n steps against the n before).',
  },
  filters: {
    zh: '最多 8 个筛选：维度和它的取值，如 tier=tertiary,secondary。',
    en: 'Up to eight filters: a dimension and the values to keep, such as tier=tertiary,secondary.',
  },
  versions: {
    zh: '按指标指定口径版本，如 income.drugShare=2009；不写即现行版本。',
    en: 'Versions of definitions, by indicator, such as income.drugShare=2009; the current one otherwise.',
  },
  peers: {
    zh: '同级机构的四分位：true；须问一家机构，或 by=facility 并只筛选一个 tier。',
    en: 'true for the quartiles of the peer group; the question is about one facility, or is broken down by facility with a filter of one tier.',
  },
  limit: {
    zh: '只列前 n 行（1 至 5000），其余合并为 rest。',
    en: 'Only the first n rows (1 to 5000); the others are taken together as rest.',
  },
  order: {
    zh: '按第一个指标排序：largest（大的在前）或 smallest。',
    en: 'Rows in the order of the first indicator: largest or smallest first.',
  },
} as const satisfies Record<string, Bilingual>

export type QueryField = keyof typeof QUERY_WORDS

import type { Bilingual } from '../ids'
import { largestMovers } from './movers'
import { type Contribution, REST } from './sum-change'

type Language = keyof Bilingual

export interface NamedContribution extends Contribution {
  readonly name: Bilingual
}

/** What the sentence is about. Values and contributions in the indicator's unit. */
export interface ChangeStory {
  readonly indicator: Bilingual
  readonly place: Bilingual
  readonly from: Bilingual
  readonly to: Bilingual
  readonly before: number
  readonly after: number
  /** The parts of one breakdown, such as facilities; `REST` for what may not be shown. They add up to the change. */
  readonly parts: readonly NamedContribution[]
  /** What else the change is made of: prices and volumes, or the parts' own change and their weights. */
  readonly split?: readonly { readonly word: SplitWord; readonly contribution: number }[]
}
export type SplitWord = 'within' | 'mix' | 'volume' | 'price'

/** How amounts of the indicator are written. Differences come without a sign. */
export interface Writing {
  value(value: number, language: Language): string
  difference(size: number, language: Language): string
  /** Whether a difference is so small that it is written as none. */
  level(difference: number): boolean
}

/** More names than this nobody keeps in mind. */
const MOST_NAMED = 3
/** Enough of the movement for the sentence to stop naming. */
const MOST_OF_IT = 0.6

/**
 * The change in words: from what to what, which parts explain most of it, and which moved against it. It says where the change was, never why.
 * A part that may not be shown is named as such and never left out.
 */
export function changeWords(story: ChangeStory, writing: Writing): Bilingual {
  return { zh: chinese(story, writing), en: english(story, writing) }
}

interface Told {
  readonly along: readonly NamedContribution[]
  /** Share of the movement along the change that `along` makes, 0..1. */
  readonly share: number
  readonly against: NamedContribution | null
  readonly hidden: NamedContribution | null
}

function told({ parts, before, after }: ChangeStory, writing: Writing): Told {
  const direction = Math.sign(after - before)
  const named = parts.filter((part) => part.id !== REST)
  const moving = (sign: number) => parts.filter((part) => Math.sign(part.contribution) === sign)
  const total = moving(direction).reduce((sum, part) => sum + part.contribution, 0)
  const ranked = largestMovers(
    named.filter((part) => Math.sign(part.contribution) === direction && !writing.level(part.contribution)),
    MOST_NAMED,
  ).movers
  let share = 0
  const along: NamedContribution[] = []
  for (const part of ranked) {
    if (share >= MOST_OF_IT) break
    along.push(part)
    share += part.contribution / total
  }
  const [against = null] = largestMovers(
    named.filter((part) => Math.sign(part.contribution) === -direction && !writing.level(part.contribution)),
    1,
  ).movers
  const hidden = parts.find((part) => part.id === REST && !writing.level(part.contribution)) ?? null
  return { along, share, against, hidden }
}

function chinese(story: ChangeStory, writing: Writing): string {
  const { indicator, place, from, to, before, after } = story
  const lead = `${place.zh}${to.zh}的${indicator.zh}为${writing.value(after, 'zh')}`
  if (writing.level(after - before)) return `${lead}，与${from.zh}的${writing.value(before, 'zh')}基本持平。`
  const way = after > before ? '上升' : '下降'
  const signed = (contribution: number) =>
    `${contribution > 0 ? '+' : '−'}${writing.difference(Math.abs(contribution), 'zh')}`
  const { along, share, against, hidden } = told(story, writing)
  const sentences = [
    `${lead}，较${from.zh}的${writing.value(before, 'zh')}${way} ${writing.difference(Math.abs(after - before), 'zh')}`,
  ]
  if (along.length > 0)
    sentences.push(
      `其中${along.map((part) => `${part.name.zh}（${signed(part.contribution)}）`).join('、')}${along.length > 1 ? '合计' : ''}占同向变动的 ${percent(share)}`,
    )
  if (against) sentences.push(`反向变动最大的是${against.name.zh}（${signed(against.contribution)}）`)
  if (hidden) sentences.push(`另有 ${signed(hidden.contribution)} 来自不予显示的部分`)
  if (story.split)
    sentences.push(
      `分解：${story.split.map((one) => `${SPLIT[one.word].zh} ${writing.level(one.contribution) ? '约为 0' : signed(one.contribution)}`).join('，')}`,
    )
  return `${sentences.join('；')}。`
}

function english(story: ChangeStory, writing: Writing): string {
  const { indicator, place, from, to, before, after } = story
  const subject = `${indicator.en} of ${place.en}`
  if (writing.level(after - before))
    return `${subject} is ${writing.value(after, 'en')} in ${to.en}, about as in ${from.en} (${writing.value(before, 'en')}).`
  const way = after > before ? 'rose' : 'fell'
  const signed = (contribution: number) =>
    `${contribution > 0 ? '+' : '−'}${writing.difference(Math.abs(contribution), 'en')}`
  const { along, share, against, hidden } = told(story, writing)
  const sentences = [
    `${subject} ${way} by ${writing.difference(Math.abs(after - before), 'en')}, from ${writing.value(before, 'en')} in ${from.en} to ${writing.value(after, 'en')} in ${to.en}`,
  ]
  if (along.length > 0)
    sentences.push(
      `${along.map((part) => `${part.name.en} (${signed(part.contribution)})`).join(', ')} ${along.length > 1 ? 'make' : 'makes'} ${percent(share)} of what moved that way`,
    )
  if (against) sentences.push(`the largest move against it is ${against.name.en} (${signed(against.contribution)})`)
  if (hidden) sentences.push(`${signed(hidden.contribution)} is in parts that may not be shown`)
  if (story.split)
    sentences.push(
      `split: ${story.split.map((one) => `${SPLIT[one.word].en} ${writing.level(one.contribution) ? 'about 0' : signed(one.contribution)}`).join(', ')}`,
    )
  return `${sentences.join('; ')}.`
}

const SPLIT: Readonly<Record<SplitWord, Bilingual>> = {
  within: { zh: '各自变化', en: 'own change' },
  mix: { zh: '结构变化', en: 'mix' },
  volume: { zh: '量', en: 'volume' },
  price: { zh: '价', en: 'price' },
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

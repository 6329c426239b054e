/**
 * The first character of each pinyin letter in the order in which Chinese is collated; there is no syllable in i, u or v. A character stands under
 * the last of them that is not after it.
 */
const FIRST = [...'啊芭擦搭蛾发噶哈击喀垃妈拿噢啪七然仨他挖昔压匝'] as const
const LETTERS = [...'abcdefghjklmnopqrstwxyz'] as const
const order = new Intl.Collator('zh-CN-u-co-pinyin')

/**
 * Pinyin initials of a name, other characters as they are in lower case: 药占比 is yzb, 每千人口CT is mqrkct. Of a character with several readings
 * the commonest counts, as the collation has it.
 */
export function initialsOf(text: string): string {
  return [...text.toLowerCase()].map((sign) => (/\p{Script=Han}/u.test(sign) ? initialOf(sign) : sign)).join('')
}

function initialOf(sign: string): string {
  let found = ''
  for (const [place, first] of FIRST.entries()) {
    if (order.compare(sign, first) < 0) break
    found = LETTERS[place] ?? ''
  }
  return found
}

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/**
 * The number that Chinese or Arabic numerals write: 十三 is 13, 一一七 (read digit by digit) is 117, 零九四 and 094 are 94.
 * Up to 999; null for anything else.
 */
export function readNumeral(text: string): number | null {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  if (/^[零〇一二两三四五六七八九]{1,4}$/.test(text))
    return [...text].reduce((value, character) => value * 10 + (DIGITS[character] ?? 0), 0)
  const match = /^(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)$/.exec(text)
  if (!match || text === '') return null
  const [, hundreds, tens, ones] = match
  const ten = tens === undefined ? 0 : tens === '' ? 1 : (DIGITS[tens] ?? 0)
  return (hundreds ? (DIGITS[hundreds] ?? 0) : 0) * 100 + ten * 10 + (ones ? (DIGITS[ones] ?? 0) : 0)
}

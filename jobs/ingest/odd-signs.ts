const QUOTE = 34
const APOSTROPHE = 39
const HASH = 35
const TAB = 9
const SEMICOLON = 59
const BAR = 124

/** In Chinese text these begin a word of a date: 2026年10月5日. */
const YEAR = Buffer.from('年')
/** First two bytes of the full-width forms of ASCII, U+FF00 to U+FFBF. */
const FULL_WIDTH = [Buffer.from([0xef, 0xbc]), Buffer.from([0xef, 0xbd])] as const
const YUAN = [Buffer.from('¥'), Buffer.from('￥')] as const

/** A number with thousands separators, in quotes or between other delimiters than the comma. */
const THOUSANDS = /(?:^|[\t;|"\n])[ +-]*\d{1,3},\d{3}(?:[,.\t;|"\r\n ]|$)/
/** What any number with thousands separators holds, and a fully quoted file hardly ever: quick to look for. */
const GROUP = /\d,\d\d\d/
/** A number with underscores, which the database would read as digits alone. */
const SCORED = /(?:^|[,\t;|"\n])[ +-]*[\d.]*\d_\d[\d_.eE+-]*(?:[,\t;|"\r\n ]|$)/
const SCORE = 95
/** Text that a spreadsheet marks as text, by ="..." or a leading apostrophe. */
const FORMULA = Buffer.from('="')
const MARKED = /(?:^|[,\t;|"\n])'/
const CELL_ERROR = /#(?:N\/A|DIV\/0!|REF!|NAME\?|NULL!|NUM!|VALUE!|CALC!|SPILL!|GETTING_DATA)/

/**
 * Whether a megabyte of UTF-8 text holds signs that the plain reading would not understand: full-width digits and letters, a yuan
 * sign, thousands separators, numbers with underscores, a spreadsheet's text marks and errors, dates in Chinese words. A sign cut in two by the end of the
 * chunk is missed only where it is the single one of its file. Native scans first, so that a plain file pays next to nothing.
 */
export function hasOddSigns(chunk: Buffer): boolean {
  if (
    chunk.includes(FORMULA) ||
    YUAN.some((sign) => chunk.includes(sign)) ||
    chunk.includes(YEAR) ||
    hasFullWidth(chunk)
  )
    return true
  const marked = chunk.includes(APOSTROPHE)
  const separated = chunk.includes(QUOTE) || chunk.includes(TAB) || chunk.includes(SEMICOLON) || chunk.includes(BAR)
  const error = chunk.includes(HASH)
  const scored = chunk.includes(SCORE)
  if (!marked && !separated && !error && !scored) return false
  const text = chunk.toString('latin1')
  if (marked && MARKED.test(text)) return true
  if (scored && SCORED.test(text)) return true
  if (separated && GROUP.test(text) && THOUSANDS.test(text)) return true
  return error && CELL_ERROR.test(text)
}

/** Digits, letters and the signs of numbers and codes; the brackets, commas and colons of Chinese prose are passed over. */
function hasFullWidth(chunk: Buffer): boolean {
  for (const lead of FULL_WIDTH)
    for (let at = chunk.indexOf(lead); at !== -1; at = chunk.indexOf(lead, at + 3)) {
      const code = ((chunk[at + 1] ?? 0) - 0xbc) * 64 + (chunk[at + 2] ?? 0) - 0x80
      if (
        (code >= 0x0d && code <= 0x19) ||
        (code >= 0x21 && code <= 0x3a) ||
        (code >= 0x41 && code <= 0x5a) ||
        code === 0x04 ||
        code === 0x05
      )
        return true
    }
  return false
}

/**
 * The first record of a CSV text by RFC 4180: fields in quotes may hold delimiters, line ends and doubled quotes.
 * `lines` counts the physical lines it takes, `end` is the index after its line end; `whole` is false when the text ended first.
 */
export function parseRecord(
  text: string,
  delimiter: string,
  from = 0,
): { fields: string[]; lines: number; end: number; whole: boolean } {
  const fields: string[] = []
  let field = ''
  let quoted = false
  let lines = 1
  let at = from
  for (; at < text.length; at++) {
    const char = text[at] as string
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') {
        field += '"'
        at++
      } else if (char === '"') quoted = false
      else {
        if (char === '\n') lines++
        field += char
      }
    } else if (char === '"' && field === '') quoted = true
    else if (char === delimiter) {
      fields.push(field)
      field = ''
    } else if (char === '\n' || char === '\r') break
    else field += char
  }
  fields.push(field)
  const end = text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1
  return { fields, lines, end: Math.min(end, text.length), whole: at < text.length }
}

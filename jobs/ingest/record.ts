/**
 * The first record of a CSV text by RFC 4180: fields in quotes may hold delimiters, line ends and doubled quotes.
 * `lines` counts the physical lines it takes.
 */
export function parseRecord(text: string, delimiter: string): { fields: string[]; lines: number } {
  const fields: string[] = []
  let field = ''
  let quoted = false
  let lines = 1
  for (let at = 0; at < text.length; at++) {
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
  return { fields, lines }
}

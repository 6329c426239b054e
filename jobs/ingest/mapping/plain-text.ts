/** Blanks of all kinds at both ends, zero-width ones included. */
const BLANKS = /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g

/** The text of a field without a spreadsheet's marks and outer blanks; a lone hyphen is nothing. */
export function plainText(field: string | undefined): string {
  const text = (field ?? '')
    .replace(BLANKS, '')
    .replace(/^="(.*)"$/s, '$1')
    .replace(/^'/, '')
  return text === '-' ? '' : text
}

/** Full-width forms as their plain ones, without outer blanks. */
export function narrowText(text: string): string {
  return text.normalize('NFKC').replace(BLANKS, '')
}

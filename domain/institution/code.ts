/**
 * Codes under which one institution is known. A 统一社会信用代码 (GB 32100, 18 characters) carries the organisation code (GB 11714, 9) at its
 * places 9 to 17; the 22-character code of WS 218 begins with it and goes on with the area code.
 */
export function organisationCode(text: string): string | null {
  const code = plainCode(text)
  if (/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return checked(code.slice(8, 17))
  if (/^[0-9A-Z]{9}\d{6}[0-9A-Z]{7}$/.test(code)) return checked(code.slice(0, 9))
  return checked(code)
}

/** Weights of GB 11714; the ninth character is 11 less the weighted sum modulo 11, 10 written X and 11 written 0. */
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

function checked(code: string): string | null {
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return null
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number.parseInt(code[at] ?? '', 36), 0)
  return code[8] === '0123456789X'[(11 - (sum % 11)) % 11] ? code : null
}

/** Without blanks, hyphens and lower case: 47000123-5 and 470001235 are one code. */
export function plainCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-—–]+/g, '')
    .toUpperCase()
}

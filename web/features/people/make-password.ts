/** Letters and digits that are not taken for one another when read out or copied by hand: no 0 and o, no 1, l and i. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 4

/**
 * A password to hand on, `k7mx-9qtr-…`: sixteen of 31 signs, 79 bits.
 * @param random as many random bytes as asked; each sign is as likely as the others, so bytes past the last whole round are thrown away
 */
export function makePassword(
  random: (bytes: number) => Uint8Array = (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
): string {
  const rounds = Math.floor(256 / ALPHABET.length) * ALPHABET.length
  const signs: string[] = []
  while (signs.length < GROUPS * GROUP)
    signs.push(
      ...[...random(32)].filter((byte) => byte < rounds).map((byte) => ALPHABET.charAt(byte % ALPHABET.length)),
    )
  return Array.from({ length: GROUPS }, (_, at) => signs.slice(at * GROUP, (at + 1) * GROUP).join('')).join('-')
}

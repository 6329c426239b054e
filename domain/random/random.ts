/**
 * A seeded source of chance: the same seed gives the same draws on every machine. Demonstration data, simulations and
 * tests draw from it, so that each can be repeated to the byte. Not for secrets.
 */
export interface Random {
  /** Uniform on [0, 1). */
  next(): number
  /** Whole number on [0, count). */
  below(count: number): number
  /** Standard normal. */
  normal(): number
  /** Poisson count with the given mean. */
  poisson(mean: number): number
}

/**
 * @param seed any parts, such as a world's seed, a table's name and a month; each combination is its own stream.
 * Mulberry32 over an FNV-1a hash of the parts; normal by Box and Muller (1958).
 */
export function random(...seed: readonly (string | number)[]): Random {
  let state = hash(seed.join('\u0000'))
  let spare: number | undefined

  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare
      spare = undefined
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    const angle = 2 * Math.PI * next()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
  const poisson = (mean: number): number => {
    // Above 30 the normal approximation differs by less than the demonstration or a simulation can show.
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = next(); product > limit; product *= next()) count += 1
    return count
  }
  return { next, below: (count) => Math.floor(next() * count), normal, poisson }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value | 0
}
